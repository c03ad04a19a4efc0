using Interlude.World;

namespace Interlude.Server;

/// <summary>
/// Brings events to clients: each client of the audience once, each rendering made once per kind and shared.
/// </summary>
internal sealed class Delivery(ChatServer server)
{
    private readonly Dictionary<UserId, List<Client>> _byUser = [];
    private readonly List<Group> _groups = [];
    private readonly List<(Client Client, Reason Reason)> _concerned = [];
    private readonly List<(Client Client, Exception Mistake)> _failed = [];

    /// <param name="happened">What happened, before the next entry is applied.</param>
    /// <param name="origin">The client that wished for it, if it is one of this node's and still here.</param>
    public void Deliver(Event happened, Client? origin)
    {
        switch (happened)
        {
            case Event.Registered registered:
                Bind(registered);
                break;
            case Event.Refused:
                if (origin is not null)
                {
                    Gather(happened, origin, Reason.Self, isOrigin: true);
                    SendAll(happened, origin);
                }

                return;
        }

        foreach (var user in happened.Audience.Users)
        {
            if (_byUser.TryGetValue(user, out var clients))
            {
                var reason = happened.Audience.ReasonFor(user);
                foreach (var client in clients)
                {
                    Gather(happened, client, reason, client == origin);
                }
            }
        }

        SendAll(happened, origin);
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
            clients.Remove(client);
            if (clients.Count == 0)
            {
                _byUser.Remove(user.Id);
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
                GroupOf(client, kind).Clients.Add(client.Id);
            }
        }
        catch (Exception mistake)
        {
            _failed.Add((client, mistake));
            return;
        }

        if (reason is Reason.Self or Reason.Target)
        {
            _concerned.Add((client, reason));
        }
    }

    private void SendAll(Event happened, Client? origin)
    {
        foreach (var group in _groups)
        {
            try
            {
                server.Send(group.Clients, group.Model.Render(happened, group.Kind));
            }
            catch (Exception mistake)
            {
                _failed.AddRange(group.Clients.Select(id => (server.Find(id)!, mistake)));
            }
        }

        foreach (var (client, reason) in _concerned)
        {
            server.Guard(client, $"settling {happened.GetType().Name}", () => client.Settle(happened, reason, client == origin));
        }

        _groups.Clear();
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

    private Group GroupOf(Client client, int kind)
    {
        foreach (var group in _groups)
        {
            if (group.Kind == kind && group.Model.GetType() == client.GetType())
            {
                return group;
            }
        }

        var added = new Group(client, kind);
        _groups.Add(added);
        return added;
    }

    private void Bind(Event.Registered registered)
    {
        if (server.Find(registered.Session) is { } client)
        {
            client.User = registered.User;
            if (!_byUser.TryGetValue(registered.User.Id, out var clients))
            {
                _byUser.Add(registered.User.Id, clients = []);
            }

            clients.Add(client);
        }
    }

    // A client that asked for the end is closed with its farewell when its line is done; another learns it here.
    private void Unbind(Event.SessionEnded ended, Client? origin)
    {
        if (server.Find(ended.Session) is { } client && client != origin)
        {
            server.Drop(client, Ending.SessionEnded);
        }
    }

    /// <summary>The clients that get the same bytes.</summary>
    private sealed class Group(Client model, int kind)
    {
        public Client Model => model;

        public int Kind => kind;

        public List<ClientId> Clients { get; } = [];
    }
}
