using Interlude.World;

namespace Interlude.Server;

/// <summary>Numbers the wishes of this incarnation, and knows which have come back: a repeated append may return twice.</summary>
internal sealed class WishBook(Incarnation incarnation, AppendQueue appends)
{
    private long _lastNumber;
    private long _lastReturned;

    /// <summary>The first wishes of this life.</summary>
    public void Begin(WorldPolicy policy, IReadOnlyList<long> skipped)
    {
        Add(session: default, new Command.NodeStarted());
        foreach (var sequence in skipped)
        {
            Add(session: default, new Command.Skipped(sequence));
        }

        Add(session: default, new Command.Configured(policy));
    }

    /// <summary>A wish of a client's line, which is not answered before it has come back or failed.</summary>
    public void Add(Client client, Command command)
    {
        client.HasWished = true;
        client.Outstanding++;
        Add(client.Session, new Origin(client.Id.Number, client.Line), command);
    }

    /// <summary>A wish that no line waits for.</summary>
    public void Add(SessionId session, Command command) => Add(session, default, command);

    /// <summary>A wish of whoever runs this node.</summary>
    public void AddOrder(Origin origin, Command command) => Add(session: default, origin, command);

    /// <summary>Whether this is one of ours that comes back for the first time.</summary>
    public bool TryReturn(Wish wish)
    {
        if (wish.Incarnation != incarnation || HasReturned(wish))
        {
            return false;
        }

        _lastReturned = wish.Number;   // wishes enter the log, and so come back, in the order of their numbers
        return true;
    }

    /// <summary>Whether one of ours has come back: an append that failed may have landed in an earlier try.</summary>
    public bool HasReturned(Wish wish) => wish.Number <= _lastReturned;

    private void Add(SessionId session, Origin origin, Command command) =>
        appends.Add(new Wish(incarnation, ++_lastNumber, session, origin, command));
}
