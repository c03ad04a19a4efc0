using System.Diagnostics.CodeAnalysis;
using Interlude.World;

namespace Interlude.Server;

/// <summary>The clients that are here, one for each connection.</summary>
internal sealed class ClientRoll(Incarnation incarnation)
{
    private readonly Dictionary<ClientId, Client> _clients = [];

    public int Count => _clients.Count;

    public void Add(Client client) => _clients.Add(client.Id, client);

    public void Remove(Client client)
    {
        client.IsClosed = true;
        _clients.Remove(client.Id);
    }

    public Client? Find(ClientId id) => _clients.GetValueOrDefault(id);

    /// <summary>The client of a session; null, too, if another node serves it.</summary>
    public Client? Find(SessionId session) => session.Incarnation == incarnation ? Find(new ClientId(session.Number)) : null;

    public bool TryFind(ClientId id, [NotNullWhen(true)] out Client? client) => _clients.TryGetValue(id, out client);

    /// <summary>All, in the order of their numbers.</summary>
    public List<Client> InOrder() => [.. _clients.Values.OrderBy(client => client.Id.Number)];
}
