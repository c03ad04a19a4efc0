using Interlude.World;

namespace Interlude.Server;

/// <summary>
/// Brings events to clients: each client of the audience once, each rendering made once per kind and shared. For one client
/// more it allocates nothing.
/// </summary>
internal sealed class Delivery(ChatServer server, OutputQueue outputs)
{
    private const int MaxUnused = 64;

    private readonly UserClients _clients = new();
    private readonly List<Group> _groups = [];
    private readonly List<Group> _sharedGroups = [];   // of those, the ones that another client may join
    private readonly Stack<Group> _unused = [];
    private readonly List<(Client Client, Reason Reason)> _concerned = [];
    private readonly List<(Client Client, Exception Mistake)> _failed = [];

    /// <summary>Connections that belong to a user.</summary>
    public int CountOfClients => _clients.Count;

    /// <param name="happened">What happened, before the next entry is applied.</param>
    /// <param name="origin">The client that wished for it, if it is one of this node's and still here.</param>
    /// <param name="stamp">Where and when it happened.</param>
    public void Deliver(Event happened, Stamp stamp, Client? origin)
    {
        Bind(happened);
        var audience = happened.Audience;

        // A refusal, and whatever happened to a session that is nobody yet, is for who asked.
        if (happened is Event.Refused || audience == Audience.Nobody)
        {
            if (origin is not null)
            {
                Gather(happened, origin, Reason.Self, isOrigin: true);
                SendAll(happened, stamp, origin);
            }

            return;
        }

        foreach (var user in audience.Users)
        {
            for (var client = _clients.FirstOf(user); client is not null; client = client.NextOfUser)
            {
                Gather(happened, client, audience.ReasonFor(user), client == origin);
            }
        }

        foreach (var session in audience.Watchers)
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
    public void Forget(Client client) => _clients.Remove(client);

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
                    (group.Clients ??= outputs.Lend()).Add(client.Id);
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
            Send(group, happened, stamp);
            group.End();
            if (_unused.Count < MaxUnused)
            {
                _unused.Push(group);
            }
        }

        _groups.Clear();
        _sharedGroups.Clear();
        foreach (var (client, reason) in _concerned)
        {
            Settle(client, happened, stamp, reason, client == origin);
        }

        _concerned.Clear();
        if (_failed.Count > 0)
        {
            FailAll(happened);
        }
    }

    private void Send(Group group, Event happened, Stamp stamp)
    {
        try
        {
            var bytes = group.Model.Render(happened, stamp, group.Kind);
            group.Answered?.Answer(bytes);
            if (group.Clients is { } clients)
            {
                outputs.Send(clients, bytes);
            }
        }
        catch (Exception mistake)
        {
            Fail(group, mistake);
        }
    }

    // Apart, for what it captures would cost every event something.
    private void Fail(Group group, Exception mistake)
    {
        _failed.AddRange((group.Clients ?? []).Select(id => (server.Find(id)!, mistake)));
        if (group.Answered is { } answered)
        {
            _failed.Add((answered, mistake));
        }
    }

    private void Settle(Client client, Event happened, Stamp stamp, Reason reason, bool isOrigin)
    {
        try
        {
            client.Settle(happened, stamp, reason, isOrigin);
        }
        catch (Exception mistake)
        {
            server.Fail(client, $"settling {happened.GetType().Name}", mistake);
        }
    }

    private void FailAll(Event happened)
    {
        var failed = _failed.ToArray();
        _failed.Clear();
        foreach (var (client, mistake) in failed)
        {
            server.Fail(client, $"rendering {happened.GetType().Name}", mistake);
        }
    }

    private Group GroupOf(Client client, long kind)
    {
        // A kind below 0 is one client's own: of those there may be as many as clients, and none is looked for.
        for (var index = 0; kind >= 0 && index < _sharedGroups.Count; index++)
        {
            var group = _sharedGroups[index];
            if (group.Kind == kind && group.Model.GetType() == client.GetType())
            {
                return group;
            }
        }

        var added = _unused.TryPop(out var used) ? used : new Group();
        added.Begin(client, kind);
        _groups.Add(added);
        if (kind >= 0)
        {
            _sharedGroups.Add(added);
        }

        return added;
    }

    private void Bind(Event happened)
    {
        switch (happened)
        {
            case Event.Registered registered:
                Bind(registered.Session, registered.User);
                break;
            case Event.Attached attached:
                Bind(attached.Session, attached.User);
                break;
            case Event.Moved moved when server.Find(moved.Session) is { } client:
                Forget(client);
                Bind(moved.Session, moved.User);
                break;
        }
    }

    private void Bind(SessionId session, Identity user)
    {
        if (server.Find(session) is { } client)
        {
            client.User = user;
            _clients.Add(client, user.Id);
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
    private sealed class Group
    {
        private Client? _model;

        public Client Model => _model!;

        public long Kind { get; private set; }

        /// <summary>The client whose line it answers, which may put something in front.</summary>
        public Client? Answered { get; set; }

        /// <summary>All others; null: nobody.</summary>
        public List<ClientId>? Clients { get; set; }

        public void Begin(Client model, long kind) => (_model, Kind) = (model, kind);

        public void End() => (_model, Answered, Clients) = (null, null, null);
    }
}
