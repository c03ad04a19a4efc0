using System.Diagnostics;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>Brings events to IRC clients: who gets which rendering, the renderings, and what follows for the client itself.</summary>
internal static class IrcEvents
{
    /// <summary>Which rendering a client gets.</summary>
    public static IrcKind KindOf(IrcClient client, Event happened, Reason reason, bool isOrigin)
    {
        var kind = IrcKind.Any | OwnTagsOf(client);
        return happened switch
        {
            Event.Registered or Event.SessionEnded or Event.Attached => IrcKind.None,
            Event.Moved moved => moved.Session == client.Session ? IrcKind.Own : IrcKind.None,
            Event.AccountCreated or Event.AccountChanged or Event.RegistrationChanged => IrcKind.None,
            Event.LoggedIn login => AccountNews.KindOf(client, login, reason, kind),
            Event.LoggedOut => AccountNews.KindOf(client, reason, kind),
            Event.Said said => IrcSpeech.KindOf(client, said.Speech, reason, isOrigin, kind),
            Event.Told told => IrcSpeech.KindOf(client, told, reason, isOrigin, kind),
            Event.Joined joined => IrcMembership.KindOf(client, joined, reason, isOrigin, kind),
            Event.Quit => reason == Reason.Self ? IrcKind.None : kind,
            Event.Parted or Event.Kicked or Event.Renamed => kind,
            Event.TopicChanged or Event.ModesChanged => kind,
            Event.ChannelRenamed => client.Has(Caps.ChannelRename) ? kind : IrcKind.Own,
            Event.AwayChanged => IrcUserNews.KindOfAway(client, reason, isOrigin, kind),
            Event.HostChanged => IrcUserNews.KindOfHost(client, reason, kind),
            Event.RealNameChanged => IrcUserNews.KindOfRealName(client, reason, kind),
            Event.UserModesChanged changed => IrcUserNews.KindOfModes(changed, isOrigin, kind),
            Event.Invited => IrcUserNews.KindOfInvitation(client, reason, isOrigin, kind),
            Event.Announced => kind,
            Event.ReadMarked marked => isOrigin || (marked.HasRisen && client.Has(Caps.ReadMarker)) ? kind : IrcKind.None,
            Event.Watching => isOrigin ? IrcKind.Own : IrcKind.None,
            Event.Knocked or Event.CameOnline or Event.WentOffline => IrcKind.Own,
            Event.Noticed => ServerNames.MayInspect(client) ? IrcKind.Own : IrcKind.None,
            Event.Refused refused => IrcRefusals.IsSilent(refused) || IsAnsweredByDoor(client, refused) ? IrcKind.None : IrcKind.Own,
            _ => throw new UnreachableException($"{happened.GetType().Name} has no kind."),
        };
    }

    /// <summary>The bytes of a rendering; <see cref="IrcKind.Own"/> is for <paramref name="client"/> alone.</summary>
    public static ReadOnlyMemory<byte> Render(IrcClient client, Event happened, Stamp stamp, IrcKind kind)
    {
        if (!TryRender(client, happened, stamp, kind, out var bytes))
        {
            client.ReportCut(happened);
        }

        return bytes;
    }

    /// <summary>The same; false: something did not fit into a line, and was cut.</summary>
    public static bool TryRender(IrcClient client, Event happened, Stamp stamp, IrcKind kind, out ReadOnlyMemory<byte> bytes)
    {
        if (happened is Event.Refused refused)
        {
            bytes = IrcRefusals.Render(client, refused);
            return true;
        }

        var lines = new EventLines(client.Server.Scratch, client.Options.EpochOf(stamp.Sequence), stamp, kind != IrcKind.Own ? kind : OwnTagsOf(client));
        switch (happened)
        {
            case Event.Said said:
                IrcSpeech.Render(lines, said, kind);
                break;
            case Event.Told told:
                IrcSpeech.Render(lines, told, kind);
                break;
            case Event.Joined joined:
                IrcMembership.Render(lines, joined, kind, client);
                break;
            case Event.Quit quit:
                lines.Add(quit.User, $":{quit.User} QUIT :{IrcMembership.WordsOf(quit.Departure)}");
                break;
            case Event.Parted parted:
                IrcMembership.Render(lines, parted);
                break;
            case Event.Kicked kicked:
                IrcMembership.Render(lines, kicked);
                break;
            case Event.Renamed renamed:
                lines.Add(renamed.User, $":{renamed.User} NICK :{renamed.Nick}");
                break;
            case Event.TopicChanged changed:
                lines.Add(changed.User, $":{changed.User} TOPIC {changed.Channel} :{changed.Topic}");
                break;
            case Event.ModesChanged changed:
                ChannelModes.Render(lines, changed, client.ServerName);
                break;
            case Event.ChannelRenamed renamed:
                IrcMembership.Render(lines, renamed, kind, client);
                break;
            case Event.LoggedIn login:
                AccountNews.Render(lines, login);
                break;
            case Event.LoggedOut logout:
                AccountNews.Render(lines, logout);
                break;
            case Event.Moved moved:
                Attachment.Render(lines, moved);
                break;
            case Event.ReadMarked marked:
                lines.AddAside(ReadMarkerReply.Line(client, marked.Target, marked.At));
                break;
            default:
                IrcUserNews.Render(lines, happened, kind, client);
                break;
        }

        bytes = lines.Take();
        return !lines.IsCut;
    }

    /// <summary>What follows of an event for a client whose user is its author or its target.</summary>
    public static void Settle(IrcClient client, Event happened, Stamp stamp, Reason reason, bool isOrigin)
    {
        switch (happened)
        {
            case Event.Registered:
                Welcome.Send(client);
                break;
            case Event.Attached attached:
                Attachment.Settle(client, attached);
                break;
            case Event.Moved moved:
                Attachment.Settle(client, moved);
                break;
            case Event.AccountCreated or Event.LoggedIn or Event.LoggedOut or Event.AccountChanged or Event.RegistrationChanged:
                AccountNews.Settle(client, happened, reason, isOrigin);
                break;
            case Event.Refused refused when IsAnsweredByDoor(client, refused):
                client.Accounts.Answers!.TellOfRefusal(client, refused);
                break;
            case Event.Renamed renamed when reason == Reason.Self:
                client.User = client.User! with { Nick = renamed.Nick };
                break;
            case Event.HostChanged changed when reason == Reason.Self:
                client.User = client.User! with { UserName = changed.UserName, Host = changed.Host };
                IrcUserNews.TellOfHost(client, changed.Host, isOrigin);
                break;
            case Event.Joined joined when reason == Reason.Self:
                IrcMembership.SendArrival(client, joined, isOrigin);
                UnaskedHistory.Replay(client, joined.Channel);
                break;
            case Event.Told told:
                IrcSpeech.Settle(client, told, stamp, reason, isOrigin);
                break;
            case Event.Refused { Wish: Command.Register } refused:
                client.Registration.TakeRefusal(refused);
                break;
        }
    }

    /// <summary>What goes in front of what a client gets.</summary>
    public static IrcKind OwnTagsOf(IrcClient client) =>
        (client.Has(Caps.ServerTime) ? IrcKind.Time : IrcKind.None)
        | (client.Has(Caps.MessageTags) ? IrcKind.Tags : IrcKind.None)
        | (client.Has(Caps.AccountTag) ? IrcKind.Account : IrcKind.None);

    // A login that goes with a registration is the registration's affair.
    private static bool IsAnsweredByDoor(IrcClient client, Event.Refused refused) =>
        client.Accounts.Answers is not null && IrcRefusals.IsAtDoor(refused.Wish);
}
