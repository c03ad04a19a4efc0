using Interlude.World.State;

namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void Register(SessionId id, Command.Register command, List<Event> events)
    {
        if (_sessions.TryGetValue(id, out var registered))
        {
            new Turn(registered, command, events).Refuse(Refusal.AlreadyRegistered);
            return;
        }

        Account? account = null;
        if (command.Login is not null)
        {
            (account, var fault) = Open(command.Login);
            if (account is null)
            {
                events.Add(new Event.Refused(Audience.Nobody, id, fault, command));
                return;
            }
        }

        if (account is not null && Find(command.Nick) is { } running && running.Account == account)
        {
            Attach(id, running, command, events);
            return;
        }

        if (WhyNotRegister(command.Nick, account) is { } reason)
        {
            events.Add(new Event.Refused(Audience.Nobody, id, reason, command, reason == Refusal.TooManyUsers ? null : command.Nick, Limit: LimitOfRegistration(reason)));
            return;
        }

        MakeRoom(command.Nick, self: null, events);
        var profile = command.Profile;
        var modes = profile.Modes & ~UserModes.HearsNotices;
        var host = (modes & UserModes.Cloaked) != 0 ? profile.Cloak : profile.RealHost;
        var identity = new Identity(new UserId(Sequence), command.Nick, profile.UserName, host);
        var user = new User(identity, profile.RealHost, profile.Cloak)
        {
            RealName = profile.RealName.Truncate(_policy.MaxRealNameBytes),
            RegisteredAt = Time,
            SpokeAt = Time,
        };
        var session = new Session(id, user) { Away = profile.Away.Truncate(_policy.MaxAwayBytes), IsSecure = profile.IsSecure };
        user.Sessions.Add(session);
        _sessions.Add(id, session);
        _users.Add(user.Id, user);
        _usersByNick.Add(command.Nick.Key, user);
        SetModes(user, modes);
        SetAccount(user, account);
        _mostUsers = Math.Max(_mostUsers, _users.Count);

        events.Add(new Event.Registered(Only(user), id, user.Identity));
        ReportOnline(user, events);
        Notice(NoticeKind.Registered, user, Text.Empty, events);
    }

    private Refusal? WhyNotRegister(Nick nick, Account? account) =>
        WhyNotTake(nick, account, self: null)
        ?? (nick.CodePointCount > _policy.MaxNickCodePoints ? Refusal.NameTooLong
            : _users.Count >= _policy.MaxUsers ? Refusal.TooManyUsers
            : null);

    private int LimitOfRegistration(Refusal reason) => reason switch
    {
        Refusal.NameTooLong => _policy.MaxNickCodePoints,
        Refusal.TooManyUsers => _policy.MaxUsers,
        _ => 0,
    };

    private void Attach(SessionId id, User user, Command.Register command, List<Event> events)
    {
        if (user.Sessions.Count >= _policy.MaxSessionsPerUser)
        {
            events.Add(new Event.Refused(
                Audience.Nobody, id, Refusal.TooManySessions, command, command.Nick, Limit: _policy.MaxSessionsPerUser));
            return;
        }

        var profile = command.Profile;
        var session = new Session(id, user) { Away = profile.Away.Truncate(_policy.MaxAwayBytes), IsSecure = profile.IsSecure };
        _sessions.Add(id, session);
        events.Add(new Event.Attached(Only(user), id, user.Identity) { AloneBehind = BehindWhichAlone(user) });
        Attach(session, events);
    }

    private void SetModes(User user, UserModes modes)
    {
        Reckon(user, user.Modes, modes);
        user.Modes = modes;
        if (user.Identity.IsBot != user.Has(UserModes.Bot))
        {
            user.Identity = user.Identity with { IsBot = user.Has(UserModes.Bot) };
        }
    }

    // Kept at hand, so that nobody has to be looked for among all.
    private void Reckon(User user, UserModes before, UserModes after)
    {
        _invisibleUsers += Has(after, UserModes.Invisible) - Has(before, UserModes.Invisible);
        List(_hearNotices, UserModes.HearsNotices);
        List(_hearAnnouncements, UserModes.HearsAnnouncements);

        static int Has(UserModes modes, UserModes mode) => (modes & mode) != 0 ? 1 : 0;

        void List(SortedDictionary<long, User> users, UserModes mode)
        {
            if (Has(after, mode) > Has(before, mode))
            {
                users.Add(user.Id.Sequence, user);
            }
            else if (Has(after, mode) < Has(before, mode))
            {
                users.Remove(user.Id.Sequence);
            }
        }
    }
}
