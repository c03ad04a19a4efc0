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

        if (origin is not null)
        {
            if (happened.Count == 0)
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
        if (happening.What == What.Registered && served is not null)
        {
            served.User = happening.Actor;
        }

        if (happening.What == What.Refused)
        {
            if (origin is not null)
            {
                node.Met.Add($"refused: {happening.Kind}");
                if (origin.User is not null && !origin.HasArrived)
                {
                    Arrive(origin);   // and then why not in the lobby
                }

                origin.Owed.AddRange(Wording.For(origin, happening));
            }

            return;
        }

        foreach (var user in happening.For)
        {
            if (Served(user.Session) is { } client && client.User == user)
            {
                node.Met.Add(RoleOf(client, happening));
                client.Owed.AddRange(Wording.For(client, happening));
                Settle(client, happening, client == origin);
            }
        }

        if (happening.What == What.Ended && served is not null && served != origin)
        {
            node.Close(served, Expected.Beginning("* Your session was ended by the server."));
        }
    }

    private void Settle(ReferenceClient client, Happening happening, bool isOrigin)
    {
        var (isActor, channel) = (happening.Actor == client.User, happening.Channel);
        if (happening.What == What.Registered && isOrigin && options.Policy.Lobby is { } lobby)
        {
            node.Wish(client, $"join {lobby}");
        }
        else if (happening.What == What.Joined && isActor)
        {
            (client.Current, client.HasArrived) = ((channel!.Name, channel.Key), true);
        }
        else if ((happening.What == What.Parted && isActor) || (happening.What == What.Kicked && happening.Target == client.User))
        {
            if (client.Current?.Key == channel!.Key)
            {
                var latest = client.User!.Channels is [.., var last] ? last : null;
                var isRemoved = happening.What == What.Kicked;
                client.Current = latest is null || isRemoved ? null : (latest.Name, latest.Key);
                client.Owed.Add(Expected.Beginning(
                    latest is null ? "* You are in no channel now."
                    : isRemoved ? $"* Where do you want to talk now? Type /join {latest.Name}, "
                    : $"* You are now talking in {latest.Name}."));
            }
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
        _ when what.Actor == client.User => Names[(int)what.What].Self,
        _ when what.Target == client.User => Names[(int)what.What].Target,
        { Channel: { } channel } when client.Current?.Key != channel.Key => Names[(int)what.What].Elsewhere,
        _ => Names[(int)what.What].Other,
    };

    private ReferenceClient? Served(SessionId session) =>
        session.Incarnation == options.Incarnation ? node.Clients.GetValueOrDefault(session.Number) : null;
}
