using Interlude.Simulation.Talk;

namespace Interlude.Simulation.Reference;

/// <summary>Answers to questions, from the world as it is when they are asked.</summary>
internal sealed class ReferenceQueries(ReferenceNode node)
{
    private static readonly string[] Helped =
    [
        "help", "join", "part", "who", "list", "msg", "me", "history", "topic", "nick", "away", "invite", "kick", "op", "lock", "unlock",
        "register", "login", "logout", "password", "always-on", "ping", "quit",
    ];

    public void Help(ReferenceClient client, string rest)
    {
        if (rest.Length > 0)
        {
            var verb = ReferenceDialect.Ascii(ReferenceDialect.Split(rest.TrimStart('/')).First);
            client.Owed.Add(Expected.Beginning(Helped.Contains(verb) ? $"* /{verb}" : "* There is no "));
            return;
        }

        node.Answer(
            client, [Expected.Beginning("* "), .. Helped.Select(verb => Expected.Beginning($"*   /{verb}")), Expected.Beginning("* What is said is kept"), Expected.Beginning("* Two slashes")]);
    }

    public void WhoIsIn(ReferenceClient client, string name)
    {
        if (node.World.FindChannel(name) is not { } channel || !channel.IsKnownTo(client.User!))
        {
            client.Owed.Add(Expected.Beginning($"* There is no channel {name}. "));
            return;
        }

        var members = channel.SeenBy(client.User!).ToList();
        node.Answer(client,
        [
            Expected.Line($"* In {channel.Name} ({Wording.People(members.Count)}):"),
            .. members.Select(member => Expected.Line(
                $"*   {member.Nick}"
                + (channel.Operates(member) ? ", operator" : string.Empty)
                + (member.Away.Length == 0 ? string.Empty : $", away: {Fragments.Show(member.Away)}"))),
        ]);
    }

    public void WhereIs(ReferenceClient client, string nick)
    {
        if (node.World.Find(nick) is not { } user)
        {
            client.Owed.Add(Expected.Beginning($"* There is nobody called {nick}. "));
            return;
        }

        string[] names =
        [
            .. user.Channels.Where(channel => channel.IsSeen(user, client.User!)).Select(channel => channel.Name),
        ];
        var channels = names.Length switch
        {
            0 => "no channel",
            1 => names[0],
            _ => $"{string.Join(", ", names[..^1])} and {names[^1]}",
        };
        client.Owed.Add(Expected.Line(
            $"* {user.Nick} is in {channels}." + (user.Away.Length == 0 ? string.Empty : $" Away: {Fragments.Show(user.Away)}")));
    }

    public void List(ReferenceClient client)
    {
        var channels = node.World.Channels.Where(channel => channel.IsKnownTo(client.User!)).ToList();
        var count = channels.Count;
        node.Answer(client,
        [
            count == 0 ? Expected.Beginning("* There are no channels. ")
                : Expected.Line(count == 1 ? "* There is 1 channel:" : $"* There are {count} channels:"),
            .. channels.OrderBy(channel => Spellings.SortKey(channel.Key), StringComparer.Ordinal).Select(channel => Expected.Line(
                $"*   {channel.Name}, {Wording.People(channel.Members.Count)}"
                + (channel.Topic.Length == 0 ? string.Empty : $": {Fragments.Show(channel.Topic)}"))),
        ]);
    }
}
