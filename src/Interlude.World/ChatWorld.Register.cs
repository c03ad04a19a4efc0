using Interlude.World.State;

namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void Register(SessionId id, Command.Register command, List<Event> events)
    {
        if (_sessions.TryGetValue(id, out var registered))
        {
            new Turn(registered, events).Refuse(Refusal.AlreadyRegistered);
            return;
        }

        if (_usersByNick.ContainsKey(command.Nick.Key))
        {
            events.Add(new Event.Refused(Audience.Nobody, id, Refusal.NickTaken, command.Nick));
            return;
        }

        if (_users.Count >= _policy.MaxUsers)
        {
            events.Add(new Event.Refused(Audience.Nobody, id, Refusal.TooManyUsers, Limit: _policy.MaxUsers));
            return;
        }

        var user = new User(new Identity(new UserId(Sequence), command.Nick));
        var session = new Session(id, user);
        user.Sessions.Add(session);
        _sessions.Add(id, session);
        _users.Add(user.Id, user);
        _usersByNick.Add(command.Nick.Key, user);

        events.Add(new Event.Registered(Only(user), id, user.Identity));
    }
}
