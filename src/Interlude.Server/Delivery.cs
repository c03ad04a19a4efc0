using Interlude.World;

namespace Interlude.Server;

/// <summary>
/// Brings events to clients: each client of the audience once, each rendering made once per kind and shared.
/// </summary>
internal sealed class Delivery(ChatServer server)
{
    private readonly Dictionary<UserId, List<Client>> _byUser = [];
    private readonly List<Group> _groups = [];
    private readonly List<Group> _sharedGroups = [];   // of those, the ones that another client may join
    private readonly List<(Client Client, Reason Reason)> _concerned = [];
    private readonly List<(Client Client, Exception Mistake)> _failed = [];

    /// <summary>Connections that belong to a user.</summary>
    public int CountOfClients { get; private set; }

    /// <param name="happened">What happened, before the next entry is applied.</param>
    /// <param name="origin">The client that wished for it, if it is one of this node's and still here.</param>
    /// <param name="stamp">Where and when it happened.</param>
    public void Deliver(Event happened, Stamp stamp, Client? origin)
    {
        switch (happened)
        {
            case Event.Registered registered:
                Bind(registered.Session, registered.User);
                break;
            case Event.Attached attached:
                Bind(attached.Session, attached.User);
                break;
            case Event.Moved moved:
                Rebind(moved);
                break;
        }

        // A refusal, and whatever happened to a session that is nobody yet, is for who asked.
        switch (happened)
        {
            case Event.Refused:
            case { Audience: var audience } when audience == Audience.Nobody:
                if (origin is not null)
                {
                    Gather(happened, origin, Reason.Self, isOrigin: true);
                    SendAll(happened, stamp, origin);
                }

                return;
        }

        foreach (var user in happened.Audience.Users)
        {
            Gather(happened, user, happened.Audience.ReasonFor(user), origin);
        }

        foreach (var session in happened.Audience.Watchers)
        {
            if (server.Find(session) is { } watcher)
            {
                Gather(happened, watcher, Reason.Watcher, watcher == origin);
            }
        }

        SendAll(happened, stamp, origin);
        if (happened is Event.SessionEnded ended)
        {
            Unbind(ended, origin);
        }
    }

    /// <summary>The client is closed: nothing is brought to it any more.</summary>
    public void Forget(Client client)
    {
        if (client.User is { } user && _byUser.TryGetValue(user.Id, out var clients))
        {
            CountOfClients -= clients.Remove(client) ? 1 : 0;
            if (clients.Count == 0)
            {
                _byUser.Remove(user.Id);
            }
        }
    }

    private void Gather(Event happened, UserId user, Reason reason, Client? origin)
    {
        if (_byUser.TryGetValue(user, out var clients))
        {
            foreach (var client in clients)
            {
                Gather(happened, client, reason, client == origin);
            }
        }
    }

    private void Gather(Event happened, Client client, Reason reason, bool isOrigin)
    {
        try
        {
            var kind = client.KindOf(happened, reason, isOrigin);
            if (kind != 0)
            {
                var group = GroupOf(client, kind);
                if (isOrigin && reason == Reason.Self)
                {
                    group.Answered = client;
                }
                else
                {
                    client.SendHeld();
                    group.Clients.Add(client.Id);
                }
            }
        }
        catch (Exception mistake)
        {
            _failed.Add((client, mistake));
            return;
        }

        // Wherever somebody talks, it must know under which name.
        if (reason is Reason.Self or Reason.Target || happened is Event.ChannelRenamed)
        {
            _concerned.Add((client, reason));
        }
    }

    private void SendAll(Event happened, Stamp stamp, Client? origin)
    {
        foreach (var group in _groups)
        {
            try
            {
                var bytes = group.Model.Render(happened, stamp, group.Kind);
                group.Answered?.Answer(bytes);
                if (group.Clients.Count > 0)
                {
                    server.Send(group.Clients, bytes);
                }
            }
            catch (Exception mistake)
            {
                _failed.AddRange(group.Clients.Select(id => (server.Find(id)!, mistake)));
                if (group.Answered is { } answered)
                {
                    _failed.Add((answered, mistake));
                }
            }
        }

        foreach (var (client, reason) in _concerned)
        {
            server.Guard(client, $"settling {happened.GetType().Name}", () => client.Settle(happened, stamp, reason, client == origin));
        }

        _groups.Clear();
        _sharedGroups.Clear();
        _concerned.Clear();
        if (_failed.Count > 0)
        {
            var failed = _failed.ToArray();
            _failed.Clear();
            foreach (var (client, mistake) in failed)
            {
                server.Fail(client, $"rendering {happened.GetType().Name}", mistake);
            }
        }
    }

    private Group GroupOf(Client client, long kind)
    {
        // A kind below 0 is one client's own: of those there may be as many as clients, and none is looked for.
        foreach (var group in kind < 0 ? [] : _sharedGroups)
        {
            if (group.Kind == kind && group.Model.GetType() == client.GetType())
            {
                return group;
            }
        }

        var added = new Group(client, kind);
        _groups.Add(added);
        if (kind >= 0)
        {
            _sharedGroups.Add(added);
        }

        return added;
    }

    private void Bind(SessionId session, Identity user)
    {
        if (server.Find(session) is { } client)
        {
            client.User = user;
            if (!_byUser.TryGetValue(user.Id, out var clients))
            {
                _byUser.Add(user.Id, clients = []);
            }

            clients.Add(client);
            CountOfClients++;
        }
    }

    private void Rebind(Event.Moved moved)
    {
        if (server.Find(moved.Session) is { } client)
        {
            Forget(client);
            Bind(moved.Session, moved.User);
        }
    }

    // A client that leaves is closed with its farewell when its line is done; another, an operator who killed itself
    // among them, learns it here.
    private void Unbind(Event.SessionEnded ended, Client? origin)
    {
        if (server.Find(ended.Session) is { } client && (client != origin || client.Farewell is null))
        {
            server.Departures.Drop(client, Ending.SessionEnded, ended.Departure);
        }
    }

    /// <summary>The clients that get the same bytes.</summary>
    private sealed class Group(Client model, long kind)
    {
        public Client Model => model;

        public long Kind => kind;

        /// <summary>The client whose line it answers, which may put something in front.</summary>
        public Client? Answered { get; set; }

        public List<ClientId> Clients { get; } = [];
    }
}
