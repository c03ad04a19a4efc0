using Interlude.Simulation.Irc;
using Interlude.Simulation.Reference;
using Interlude.Simulation.Talk;

namespace Interlude.Simulation.Invariants;

/// <summary>What nobody may learn from answers.</summary>
internal static class SecrecyInvariants
{
    /// <param name="client">Who is told.</param>
    /// <param name="line">What.</param>
    /// <param name="world">The world as it is, of which an answer that is not a late one speaks.</param>
    public static void Check(ReferenceClient client, SeenLine line, ReferenceWorld world)
    {
        if (client.User is not { } user)
        {
            return;
        }

        switch (line.Verb)
        {
            case "353":
                Members_are_shown_to_those_who_may_see_them(user, line[2], line[3].Split(' ', StringSplitOptions.RemoveEmptyEntries), line, world);
                break;
            case "322" when !client.IsAnswering:
                Members_are_shown_to_those_who_may_see_them(user, line[1], [], line, world);
                break;
            case "319" when !client.IsAnswering:
                foreach (var place in line[2].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                {
                    Members_are_shown_to_those_who_may_see_them(user, place[place.IndexOf('#', StringComparison.Ordinal)..], [line[1]], line, world);
                }

                break;
            case "352" when !client.IsAnswering && line[1] != "*":
                Members_are_shown_to_those_who_may_see_them(user, line[1], [line[5]], line, world);
                break;
        }
    }

    private static void Members_are_shown_to_those_who_may_see_them(
        ReferenceUser viewer, string name, IReadOnlyList<string> names, SeenLine line, ReferenceWorld world)
    {
        if (world.FindChannel(name) is not { } channel)
        {
            return;   // it has another name by now, and the client is told of both
        }

        Hold.That(channel.IsKnownTo(viewer), "Who is not on a secret channel does not learn of it.", () => $"{viewer.Nick}: \"{line.Whole}\"");
        foreach (var word in names)
        {
            var nick = IrcLetters.Split(word).Name.Split('!')[0];
            var member = channel.Members.Find(member => Spellings.NickKey(nick) == member.Key);
            Hold.That(
                member is not null && channel.IsSeen(member, viewer),
                "Only those members are shown that one may see.",
                () => $"{viewer.Nick} sees {nick} on {name}: \"{line.Whole}\"");
        }
    }
}
