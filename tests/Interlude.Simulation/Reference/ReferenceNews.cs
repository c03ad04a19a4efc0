using Interlude.Server;
using Interlude.World;

namespace Interlude.Simulation.Reference;

/// <summary>Who must be told what when an entry has come, and what that does to whoever is told.</summary>
internal sealed class ReferenceNews(ReferenceNode node, ServerOptions options)
{
    private static readonly (string Self, string Target, string Elsewhere, string Other)[] Names =
        [.. Enum.GetNames<What>().Select(what => ($"{what}: self", $"{what}: target", $"{what}: elsewhere", $"{what}: other"))];

    private long _lastReturned;

    /// <summary>Whether a wish of this life has not come back before.</summary>
    public bool IsNew(Wish wish) => wish.Number > _lastReturned;

    public void Commit(Entry entry)
    {
        var wish = entry.Wish;
        ReferenceClient? origin = null;
        if (wish.Incarnation == options.Incarnation && wish.Number > _lastReturned)
        {
            _lastReturned = wish.Number;
            origin = node.Clients.GetValueOrDefault(wish.Origin.Client);
        }

        var happened = node.World.Apply(entry);
        foreach (var happening in happened)
        {
            Tell(happening, origin);
        }

        if (origin is { IsGone: false })
        {
            if (origin.Irc is null && happened.All(happening => happening.What is What.Online or What.Offline))
            {
                node.Met.Add($"no change: {wish.Command.GetType().Name}");
                origin.Owed.Add(Expected.Beginning(Wording.NothingChanged(wish.Command, node.World.Find, origin)));
            }

            origin.Outstanding--;
            node.Finish(origin);
        }
    }

    private void Tell(Happening happening, ReferenceClient? origin)
    {
        var served = Served(happening.Session);
        if (happening.What is What.Registered or What.Attached or What.Moved && served is not null)
        {
            served.User = happening.Actor;
        }

        if (happening.What == What.Refused)
        {
            Refuse(happening, origin);
            return;
        }

        foreach (var client in happening.For.Distinct().SelectMany(user => node.Clients.Values.Where(client => client.User == user)).ToList())
        {
            Tell(happening, client, origin);
        }

        foreach (var session in happening.Watchers)
        {
            if (Served(session.Id) is { Irc: { } irc })
            {
                node.Met.Add($"IRC {happening.What}: watcher");
                irc.Due.AddForWatcher(happening);
            }
        }

        if (happening.What == What.Ended && served is not null && served != origin)
        {
            node.Close(served, served.Irc is null ? Expected.Beginning("* Your session was ended by the server.") : null);
        }
    }

    private void Tell(Happening happening, ReferenceClient client, ReferenceClient? origin)
    {
        node.Met.Add((client.Irc is null ? string.Empty : "IRC ") + RoleOf(client, happening));
        if (client.Irc is { } irc)
        {
            irc.IsOneOfSeveral = client.User!.Sessions.Count > 1;
            irc.Due.Add(happening, client.User!, client == origin, Served(happening.Session) == client);
            node.TakeWishes(client, untilOthers: true);
        }
        else
        {
            client.Owed.AddRange(Wording.For(client, happening));
            Settle(client, happening, client == origin);
        }
    }

    private void Refuse(Happening happening, ReferenceClient? origin)
    {
        if (origin is null)
        {
            return;
        }

        node.Met.Add($"{(origin.Irc is null ? string.Empty : "IRC ")}refused: {happening.Kind}");
        if (origin.Irc is not null)
        {
            return;   // in its own words
        }

        if (origin.User is not null && !origin.HasArrived)
        {
            Arrive(origin);   // and then why not in the lobby
        }

        origin.Owed.AddRange(Wording.For(origin, happening));
    }

    private void Settle(ReferenceClient client, Happening happening, bool isOrigin)
    {
        var (isActor, channel) = (happening.Actor == client.User, happening.Channel);
        switch (happening.What)
        {
            case What.Registered when isOrigin && options.Policy.Lobby is { } lobby:
                node.Wish(client, $"join {lobby}");
                break;
            case What.Joined when isActor:
                (client.Current, client.HasArrived) = (channel, true);
                break;
            case What.Told when !isActor && happening.Speech is { Kind: SpeechKind.Message, Form: TextKind.Ctcp } asked:
                AnswerCtcp(happening.ActorNick, asked.Text.ToString());
                break;
            case What.Parted when isActor:
            case What.Kicked when happening.Target == client.User:
                LeaveChannel(client, channel!, isRemoved: happening.What == What.Kicked);
                break;
        }
    }

    private static void LeaveChannel(ReferenceClient client, ReferenceChannel channel, bool isRemoved)
    {
        if (client.Current == channel)
        {
            var latest = client.User!.Channels is [.., var last] ? last : null;
            client.Current = isRemoved ? null : latest;
            client.Owed.Add(Expected.Beginning(
                latest is null ? "* You are in no channel now."
                : isRemoved ? $"* Where do you want to talk now? Type /join {latest.Name}, "
                : $"* You are now talking in {latest.Name}."));
        }
    }

    // A program is answered by a program; the person who has none sees nothing of it.
    private void AnswerCtcp(string asker, string question)
    {
        var verb = ReferenceDialect.Split(question).First.ToUpperInvariant();
        if (verb is "VERSION" or "TIME" or "PING")
        {
            node.Appends.Add(0, 0, $"answer {asker} {(verb == "PING" ? question : verb)}");
        }
    }

    /// <summary>Somebody has a name and no channel.</summary>
    public static void Arrive(ReferenceClient client)
    {
        client.HasArrived = true;
        client.Owed.Add(Expected.Beginning($"* Hello, {client.User!.Nick}. You are in no channel."));
    }

    private static string RoleOf(ReferenceClient client, Happening what) => what switch
    {
        _ when what.Actor == client.User && client.User!.Sessions.Count > 1 => $"{what.What}: one of several devices",
        _ when what.Actor == client.User => Names[(int)what.What].Self,
        _ when what.Target == client.User => Names[(int)what.What].Target,
        { Channel: { } channel } when client.Irc is null && client.Current != channel => Names[(int)what.What].Elsewhere,
        _ => Names[(int)what.What].Other,
    };

    private ReferenceClient? Served(SessionId session) =>
        session.Incarnation == options.Incarnation ? node.Clients.GetValueOrDefault(session.Number) : null;
}
