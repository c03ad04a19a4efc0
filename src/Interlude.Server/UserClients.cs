using Interlude.World;

namespace Interlude.Server;

/// <summary>Which connections are a user's: in the order in which they came, each linked to the next.</summary>
internal sealed class UserClients
{
    private readonly Dictionary<UserId, Client> _first = [];

    /// <summary>Of all users.</summary>
    public int Count { get; private set; }

    /// <summary>The first of them, which leads to the others by <see cref="Client.NextOfUser"/>; null: it has none here.</summary>
    public Client? FirstOf(UserId user) => _first.GetValueOrDefault(user);

    public void Add(Client client, UserId user)
    {
        Count++;
        if (!_first.TryAdd(user, client))
        {
            var last = _first[user];
            while (last.NextOfUser is { } next)
            {
                last = next;
            }

            last.NextOfUser = client;
        }
    }

    /// <summary>Removes a connection from those of the user that it is; does nothing if it is not among them.</summary>
    public void Remove(Client client)
    {
        if (client.User is not { } user || !_first.TryGetValue(user.Id, out var first))
        {
            return;
        }

        if (first != client)
        {
            Unlink(client, first);
        }
        else
        {
            Count--;
            if (client.NextOfUser is { } next)
            {
                _first[user.Id] = next;
            }
            else
            {
                _first.Remove(user.Id);
            }
        }

        client.NextOfUser = null;
    }

    private void Unlink(Client client, Client before)
    {
        while (before.NextOfUser is { } next)
        {
            if (next == client)
            {
                before.NextOfUser = client.NextOfUser;
                Count--;
                return;
            }

            before = next;
        }
    }
}
