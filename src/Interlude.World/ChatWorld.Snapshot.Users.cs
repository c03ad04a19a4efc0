using Interlude.World.Snapshots;
using Interlude.World.State;

namespace Interlude.World;

// The part of a snapshot that is about users.
public sealed partial class ChatWorld
{
    private static void WriteUser(SnapshotWriter writer, User user)
    {
        writer.WriteIdentity(user.Identity);
        writer.Write(user.RealHost.Utf8);
        writer.Write(user.Cloak.Utf8);
        writer.Write(user.RealName.Utf8);
        writer.Write((int)user.Modes);
        writer.Write(user.RegisteredAt.Milliseconds);
        writer.Write(user.SpokeAt.Milliseconds);
        writer.Write(user.Sessions.Count);
        foreach (var session in user.Sessions)
        {
            WriteSession(writer, session);
        }

        if (user.AloneSince is { } since)
        {
            writer.Write(since.Milliseconds);
            writer.Write(user.AloneBehind);
            writer.Write(user.AwayAlone.Utf8);
        }
    }

    private static void WriteSession(SnapshotWriter writer, Session session)
    {
        writer.WriteSessionId(session.Id);
        writer.Write(session.Away.Utf8);
        writer.Write(session.IsSecure);
        writer.Write(session.Operator is not null);
        if (session.Operator is { } standing)
        {
            writer.Write(standing.Name.Utf8);
            writer.Write(standing.Class.Utf8);
            writer.Write((int)standing.Powers);
        }

        writer.Write(session.Watched.Count);
        foreach (var nick in session.Watched)
        {
            writer.Write(nick.Utf8);
        }
    }

    private List<User> ReadUsers(ref SnapshotReader reader)
    {
        var users = new List<User>();
        var previous = 0L;
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            previous = ReadOrigin(ref reader, previous);
            users.Add(ReadUser(ref reader, new UserId(previous)));
        }

        return users;
    }

    private User ReadUser(ref SnapshotReader reader, UserId id)
    {
        var identity = reader.ReadIdentity(id);
        var user = new User(identity, reader.ReadSourceWord(), reader.ReadSourceWord())
        {
            RealName = reader.ReadText(),
            Modes = reader.ReadFlags<UserModes>(),
            RegisteredAt = new Timestamp(reader.ReadLong()),
            SpokeAt = new Timestamp(reader.ReadLong()),
        };
        if (user.Has(UserModes.Bot) != identity.IsBot)
        {
            throw new FormatException($"The snapshot does not know whether {identity.Nick} is a program.");
        }

        _users.Add(id, user);
        AddOnce(_usersByNick, user.Nick.Key, user);
        Reckon(user, UserModes.None, user.Modes);
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var session = ReadSession(ref reader, user);
            user.Sessions.Add(session);
            AddOnce(_sessions, session.Id, session);
        }

        if (user.Sessions.Count == 0)
        {
            (user.AloneSince, user.AloneBehind, user.AwayAlone) = (new Timestamp(reader.ReadLong()), reader.ReadLong(), reader.ReadText());
        }

        Resume(user);
        _operators += user.Operator is not null ? 1 : 0;
        return user;
    }

    private static Session ReadSession(ref SnapshotReader reader, User user)
    {
        var session = new Session(reader.ReadSessionId(), user) { Away = reader.ReadText(), IsSecure = reader.ReadBool() };
        if (reader.ReadBool())
        {
            session.Operator = new OperatorStanding(reader.ReadText(), reader.ReadText(), reader.ReadFlags<OperatorPowers>());
        }

        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var nick = reader.ReadNick();
            if (session.FindWatched(nick) is not null)
            {
                throw new FormatException($"The snapshot has {user.Nick} watch {nick} twice.");
            }

            session.AddWatched(nick);
        }

        return session;
    }

    private void WriteWatchers(SnapshotWriter writer)
    {
        writer.Write(_watchers.Count);
        foreach (var (key, sessions) in _watchers.OrderBy(watchers => watchers.Key, StringComparer.Ordinal))
        {
            writer.Write(sessions[0].Watched.Single(nick => string.Equals(nick.Key, key, StringComparison.Ordinal)).Utf8);
            writer.Write(sessions.Count);
            sessions.ForEach(session => writer.WriteSessionId(session.Id));
        }
    }

    // Who watches whom was said with the sessions; here stands only the order.
    private void ReadWatchers(ref SnapshotReader reader)
    {
        var (places, previous) = (0, string.Empty);
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var nick = reader.ReadNick();
            if (string.CompareOrdinal(nick.Key, previous) <= 0)
            {
                throw new FormatException($"The snapshot holds the watchers of {nick} behind those of {previous}.");
            }

            var sessions = ReadWatchers(ref reader, nick);
            _watchers.Add(nick.Key, sessions);
            (places, previous) = (places + sessions.Count, nick.Key);
        }

        if (places != _sessions.Values.Sum(session => session.Watched.Count))
        {
            throw new FormatException("The snapshot has sessions watch nicks of which nobody is told.");
        }
    }

    private List<Session> ReadWatchers(ref SnapshotReader reader, Nick nick)
    {
        var sessions = new List<Session>();
        for (var count = reader.ReadCountOfSome(); count > 0; count--)
        {
            var session = Known(_sessions, reader.ReadSessionId());
            var watched = session.FindWatched(nick);
            var isAsWritten = sessions.Count > 0 || string.Equals(watched?.Value, nick.Value, StringComparison.Ordinal);
            if (sessions.Contains(session) || watched is null || !isAsWritten)
            {
                throw new FormatException($"The snapshot has {session.User.Nick} watch {nick}, which it does not, or not twice.");
            }

            sessions.Add(session);
        }

        return sessions;
    }

    private void WritePastUsers(SnapshotWriter writer)
    {
        writer.Write(_pastUsers.Count);
        foreach (var past in _pastUsers)
        {
            writer.WriteIdentity(past.Identity);
            writer.Write(past.RealHost.Utf8);
            writer.Write(past.RealName.Utf8);
            writer.Write(past.Until.Milliseconds);
        }
    }

    private void ReadPastUsers(ref SnapshotReader reader)
    {
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var identity = reader.ReadIdentity(new UserId(reader.ReadLong()));
            var realHost = reader.ReadSourceWord();
            _pastUsers.Enqueue(new PastUser(identity, reader.ReadText(), realHost, new Timestamp(reader.ReadLong())));
        }
    }
}
