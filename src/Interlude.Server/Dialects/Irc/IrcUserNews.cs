using System.Diagnostics;
using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>Renders what users do that is not tied to a channel: AWAY, CHGHOST, SETNAME, MODE of users, INVITE, WALLOPS, MONITOR.</summary>
internal static class IrcUserNews
{
    public static IrcKind KindOfAway(IrcClient client, Reason reason, bool isOrigin, IrcKind kind) => reason switch
    {
        Reason.Self when isOrigin => IrcKind.Own,
        Reason.Watcher => client.Has(Caps.ExtendedMonitor) && client.Has(Caps.AwayNotify) ? kind : IrcKind.None,
        _ => client.Has(Caps.AwayNotify) ? kind : IrcKind.None,
    };

    /// <summary>Clients that know no CHGHOST see the user leave and come back, each on the channels it shares with it.</summary>
    public static IrcKind KindOfHost(IrcClient client, Reason reason, IrcKind kind) => reason switch
    {
        Reason.Watcher => client.Has(Caps.ExtendedMonitor) && client.Has(Caps.ChangeHost) ? kind : IrcKind.None,
        Reason.Self => client.Has(Caps.ChangeHost) ? kind : IrcKind.None,
        _ => client.Has(Caps.ChangeHost) ? kind : IrcKind.Own,
    };

    /// <summary>Being a server operator is one device's affair; the other modes are the user's.</summary>
    public static IrcKind KindOfModes(Event.UserModesChanged changed, bool isOrigin, IrcKind kind) =>
        isOrigin ? kind | IrcKind.First
        : (changed.Set | changed.Cleared) != UserModes.None ? kind
        : IrcKind.None;

    public static IrcKind KindOfRealName(IrcClient client, Reason reason, IrcKind kind) =>
        client.Has(Caps.SetName) && (reason != Reason.Watcher || client.Has(Caps.ExtendedMonitor)) ? kind : IrcKind.None;

    public static IrcKind KindOfInvitation(IrcClient client, Reason reason, bool isOrigin, IrcKind kind) => reason switch
    {
        Reason.Self => isOrigin ? IrcKind.Own : IrcKind.None,
        Reason.Target => kind,
        _ => client.Has(Caps.InviteNotify) ? kind : IrcKind.None,
    };

    public static void AnswerAway(IrcClient client, Text message)
    {
        if (message.Length == 0)
        {
            client.Reply(Numeric.RPL_UNAWAY, $":You are no longer marked as being away");
        }
        else
        {
            client.Reply(Numeric.RPL_NOWAWAY, $":You have been marked as being away");
        }
    }

    /// <summary>396: whenever the visible host changes. To who asked for the change it is an answer.</summary>
    public static void TellOfHost(IrcClient client, SourceWord host, bool isOrigin)
    {
        var line = client.NumericLine(Numeric.RPL_VISIBLEHOST, $"{host} :is now your displayed host");
        if (isOrigin)
        {
            client.Answer(line);
        }
        else
        {
            client.SendNow(line);
        }
    }

    public static void Render(EventLines lines, Event happened, IrcKind kind, IrcClient client)
    {
        switch (happened)
        {
            case Event.AwayChanged changed when kind == IrcKind.Own:
                RenderOwnAway(lines, changed, client);
                break;
            case Event.AwayChanged changed:
                RenderAway(lines, changed);
                break;
            case Event.HostChanged changed when kind == IrcKind.Own:
                RenderReturn(lines, changed, client);
                break;
            case Event.HostChanged changed:
                lines.Add(changed.User, $":{changed.User} CHGHOST {changed.UserName} {changed.Host}", hasId: false);
                break;
            case Event.RealNameChanged changed:
                lines.Add(changed.User, $":{changed.User} SETNAME :{changed.RealName}", hasId: false);
                break;
            case Event.UserModesChanged changed:
                RenderModes(lines, (kind & IrcKind.First) != 0 ? changed : changed with { Operator = OperatorChange.None }, client);
                break;
            case Event.Invited invited when kind == IrcKind.Own:
                lines.AddAside($":{client.ServerName} {Numeric.RPL_INVITING} {client.Target} {invited.Target.Nick} {invited.Channel}");
                break;
            case Event.Invited invited:
                lines.Add(invited.User, $":{invited.User} INVITE {invited.Target.Nick} {invited.Channel}");
                break;
            case Event.Knocked knocked when knocked.User.Id == client.User?.Id:
                lines.AddAside($":{client.ServerName} {Numeric.RPL_KNOCKDLVR} {client.Target} {knocked.Channel} :Your KNOCK has been delivered");
                break;
            case Event.Knocked knocked:
                lines.Add(knocked.User, $":{client.ServerName} {Numeric.RPL_KNOCK} {client.Target} {knocked.Channel} {knocked.User} :has asked for an invite", hasId: false);
                break;
            case Event.Announced announced:
                lines.Add(announced.User, $":{announced.User} WALLOPS :{announced.Text}", hasId: false);
                break;
            case Event.Noticed noticed:
                lines.AddNotice($":{client.ServerName} NOTICE {client.Target} :*** {WordsOf(noticed)}");
                break;
            case Event.CameOnline online:
                lines.Add(online.User, $":{client.ServerName} {Numeric.RPL_MONONLINE} {client.Target} :{online.User}", hasId: false);
                break;
            case Event.WentOffline offline:
                lines.AddAside($":{client.ServerName} {Numeric.RPL_MONOFFLINE} {client.Target} :{offline.Nick}");
                break;
            case Event.Watching watching:
                MonitorReplies.Lines(client, watching).ForEach(lines.AddRendered);
                break;
            default:
                throw new UnreachableException($"{happened.GetType().Name} has no rendering.");
        }
    }

    private static void RenderOwnAway(EventLines lines, Event.AwayChanged changed, IrcClient client)
    {
        var (numeric, words) = changed.Message.Length == 0
            ? (Numeric.RPL_UNAWAY, "You are no longer marked as being away")
            : (Numeric.RPL_NOWAWAY, "You have been marked as being away");
        lines.AddAside($":{client.ServerName} {numeric} {client.Target} :{words}");
    }

    private static void RenderAway(EventLines lines, Event.AwayChanged changed)
    {
        if (changed.UserMessage.Length == 0)
        {
            lines.Add(changed.User, $":{changed.User} AWAY", hasId: false);
        }
        else
        {
            lines.Add(changed.User, $":{changed.User} AWAY :{changed.UserMessage}", hasId: false);
        }
    }

    // https://ircv3.net/specs/extensions/chghost, "Fallback"
    private static void RenderReturn(EventLines lines, Event.HostChanged changed, IrcClient client)
    {
        var now = changed.User with { UserName = changed.UserName, Host = changed.Host };
        var view = client.View;
        var user = view.Find(now.Id)!;
        Add($":{changed.User} QUIT :Changing host");
        foreach (var (name, ranks) in user.Ranked.Where(place => view.Find(place.Channel)!.HasViewer))
        {
            if (client.Has(Caps.ExtendedJoin))
            {
                Add($":{now} JOIN {name} {IrcMembership.AccountOf(now)} :{user.RealName}");
            }
            else
            {
                Add($":{now} JOIN {name}");
            }

            if (ranks != Ranks.None)
            {
                lines.AddAside($":{client.ServerName} MODE {name} {ChannelModes.RanksWith(ranks, now.Nick)}");
            }
        }

        if (client.Has(Caps.AwayNotify) && user.Away.Length > 0)
        {
            Add($":{now} AWAY :{user.Away}");
        }

        void Add(IrcLine message) => lines.Add(now, message, hasId: false);
    }

    private static void RenderModes(EventLines lines, Event.UserModesChanged changed, IrcClient client)
    {
        if (changed.Operator == OperatorChange.Became)
        {
            lines.AddAside($":{client.ServerName} {Numeric.RPL_YOUREOPER} {client.Target} :You are now an IRC operator");
        }

        lines.Add(changed.User, $":{changed.User.Nick} MODE {changed.User.Nick} :{UserModeLetters.Change(changed)}", hasId: false);
    }

    private static IrcLine WordsOf(Event.Noticed noticed) => noticed.Kind switch
    {
        NoticeKind.Registered => $"Client connecting: {noticed.User} [{noticed.RealHost}]",
        NoticeKind.Left when noticed.Text.Length == 0 => $"Client exiting: {noticed.User} [{noticed.RealHost}] (No reason given)",
        NoticeKind.Left => $"Client exiting: {noticed.User} [{noticed.RealHost}] ({noticed.Text})",
        NoticeKind.Killed => $"Received KILL message for {noticed.User} [{noticed.RealHost}]: {noticed.Text}",
        _ => $"{noticed.User} [{noticed.RealHost}] is now an operator, as {noticed.Text}",
    };
}
