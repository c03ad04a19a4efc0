using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>Renders who comes, goes and is called what: JOIN, PART, KICK, QUIT, RENAME.</summary>
/// <remarks>Variants of a JOIN: <see cref="IrcKind.First"/> is extended, <see cref="IrcKind.Second"/> is followed by AWAY.</remarks>
internal static class IrcMembership
{
    public static IrcKind KindOf(IrcClient client, Event.Joined joined, Reason reason, bool isOrigin, IrcKind kind)
    {
        if (isOrigin && reason == Reason.Self && joined.SentFrom is not null)
        {
            return IrcKind.Own;
        }

        return kind
            | (client.Has(Caps.ExtendedJoin) ? IrcKind.First : IrcKind.None)
            | (client.Has(Caps.AwayNotify) && reason != Reason.Self && joined.Away.Length > 0 ? IrcKind.Second : IrcKind.None);
    }

    public static void Render(EventLines lines, Event.Joined joined, IrcKind kind, IrcClient client)
    {
        var isExtended = (kind & IrcKind.First) != 0;
        if (kind == IrcKind.Own)
        {
            isExtended = client.Has(Caps.ExtendedJoin);
            lines.AddAside($":{client.ServerName} {Numeric.ERR_LINKCHANNEL} {client.Target} {joined.SentFrom!} {joined.Channel} :Forwarding to another channel");
        }

        if (isExtended)
        {
            lines.Add(joined.User, $":{joined.User} JOIN {joined.Channel} {AccountOf(joined.User)} :{joined.RealName}");
        }
        else
        {
            lines.Add(joined.User, $":{joined.User} JOIN {joined.Channel}");
        }

        if ((kind & IrcKind.Second) != 0)
        {
            lines.Add(joined.User, $":{joined.User} AWAY :{joined.Away}", hasId: false);
        }
    }

    public static void Render(EventLines lines, Event.Parted parted)
    {
        if (parted.Reason.Length == 0)
        {
            lines.Add(parted.User, $":{parted.User} PART {parted.Channel}");
        }
        else
        {
            lines.Add(parted.User, $":{parted.User} PART {parted.Channel} :{parted.Reason}");
        }
    }

    // Without a comment, the kicker's nick is one.
    public static void Render(EventLines lines, Event.Kicked kicked)
    {
        if (kicked.Reason.Length == 0)
        {
            lines.Add(kicked.User, $":{kicked.User} KICK {kicked.Channel} {kicked.Target.Nick} :{kicked.User.Nick}");
        }
        else
        {
            lines.Add(kicked.User, $":{kicked.User} KICK {kicked.Channel} {kicked.Target.Nick} :{kicked.Reason}");
        }
    }

    /// <summary>For clients that know no RENAME, they leave one channel and come to another.</summary>
    public static void Render(EventLines lines, Event.ChannelRenamed renamed, IrcKind kind, IrcClient client)
    {
        if (kind != IrcKind.Own)
        {
            lines.Add(renamed.User, $":{renamed.User} RENAME {renamed.Channel} {renamed.NewName} :{renamed.Reason}");
            return;
        }

        // Only its case is another, as these clients see it (CASEMAPPING): to them it is what it was.
        if (AsciiFold(renamed.Channel.Value).Equals(AsciiFold(renamed.NewName.Value), StringComparison.Ordinal))
        {
            return;
        }

        var me = client.User!;
        Render(lines, new Event.Parted(renamed.Audience, me, renamed.Channel, renamed.Reason));
        if (client.Has(Caps.ExtendedJoin))
        {
            var realName = client.View.Viewer!.RealName;
            lines.AddAside($":{me} JOIN {renamed.NewName} {AccountOf(me)} :{realName}");
        }
        else
        {
            lines.AddAside($":{me} JOIN {renamed.NewName}");
        }

        foreach (var line in Arrival(client, renamed.NewName))
        {
            lines.AddRendered(line);
        }
    }

    /// <summary>What follows a client's own JOIN: the topic, if there is one, and the names.</summary>
    /// <remarks>To a device from which it was not asked for it is no answer, and comes at once.</remarks>
    public static void SendArrival(IrcClient client, Event.Joined joined, bool isOrigin)
    {
        if (isOrigin)
        {
            client.AnswerAll(Arrival(client, joined.Channel));
            return;
        }

        client.SendHeld();
        foreach (var line in Arrival(client, joined.Channel))
        {
            client.SendNow(line);
        }
    }

    /// <summary>Why somebody left, in words, for QUIT and for the last line.</summary>
    public static string WordsOf(Departure departure) => departure.Cause switch
    {
        DepartureCause.OwnWish => $"Quit: {departure.Reason}",
        DepartureCause.Killed when departure.Reason.Length == 0 => $"Killed ({departure.By!.Nick} (No reason given))",
        DepartureCause.Killed => $"Killed ({departure.By!.Nick} ({departure.Reason}))",
        _ => departure.Reason.Length == 0 ? "Connection closed" : departure.Reason.ToString(),
    };

    /// <summary>The account's name as extended JOIN has it.</summary>
    public static IrcLine AccountOf(Identity user) => user.Account is { } account ? (IrcLine)$"{account}" : (IrcLine)$"*";

    /// <summary>What follows the JOIN. What is said late is said as it is by then: the client was told of every change on the way.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Arrival(IrcClient client, ChannelName name)
    {
        // "after the server sends a server JOIN command ..., the server MUST send a MARKREAD command for that channel ... before the
        // RPL_ENDOFNAMES reply". https://ircv3.net/specs/extensions/read-marker#command-flows
        if (client.Has(Caps.ReadMarker))
        {
            var target = ReadTarget.Of(name);
            yield return client.Tagged(IrcLine.Of(ReadMarkerReply.Line(client, target, client.View.ReadMarkerOf(target))));
        }

        if (client.View.Find(name) is { HasViewer: true, Topic.Length: > 0 } channel)
        {
            foreach (var line in TopicReplies.Lines(client, channel))
            {
                yield return line;
            }
        }

        if (!client.Has(Caps.NoImplicitNames) && !client.Has(Caps.DraftNoImplicitNames))
        {
            foreach (var line in NamesReplies.Lines(client, name))
            {
                yield return line;
            }

            yield return client.NumericLine(Numeric.RPL_ENDOFNAMES, $"{name} :End of /NAMES list");
        }
    }

    private static string AsciiFold(string name) =>
        string.Create(name.Length, name, static (folded, from) =>
        {
            for (var index = 0; index < from.Length; index++)
            {
                folded[index] = from[index] is >= 'A' and <= 'Z' ? (char)(from[index] + 32) : from[index];
            }
        });
}
