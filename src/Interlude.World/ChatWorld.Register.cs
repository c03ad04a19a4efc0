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

        if (_usersByNick.ContainsKey(command.Nick.Key))
        {
            events.Add(new Event.Refused(Audience.Nobody, id, Refusal.NickTaken, command, command.Nick));
            return;
        }

        if (command.Nick.CodePointCount > _policy.MaxNickCodePoints)
        {
            events.Add(new Event.Refused(
                Audience.Nobody, id, Refusal.NameTooLong, command, command.Nick, Limit: _policy.MaxNickCodePoints));
            return;
        }

        if (_users.Count >= _policy.MaxUsers)
        {
            events.Add(new Event.Refused(Audience.Nobody, id, Refusal.TooManyUsers, command, Limit: _policy.MaxUsers));
            return;
        }

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
        _mostUsers = Math.Max(_mostUsers, _users.Count);

        events.Add(new Event.Registered(Only(user), id, user.Identity));
        ReportOnline(user, events);
        Notice(NoticeKind.Registered, user, Text.Empty, events);
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
