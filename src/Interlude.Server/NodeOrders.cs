using Interlude.World;

namespace Interlude.Server;

/// <summary>
/// What whoever runs this node wishes, beside the clients: each wish is answered with what came of it. Such wishes come with
/// origins below 0, which no client has.
/// </summary>
internal sealed class NodeOrders(WishBook wishes)
{
    private readonly Dictionary<long, Action<Event?>> _open = [];
    private long _last;

    /// <summary>Wishes.</summary>
    /// <param name="command">One that a node may give.</param>
    /// <param name="then">Takes the first event of it; null: the log did not take it.</param>
    public void Add(Command command, Action<Event?> then)
    {
        _open.Add(--_last, then);
        wishes.AddOrder(new Origin(_last, Line: 0), command);
    }

    /// <summary>A wish of this node's has come back, or failed.</summary>
    public void Take(Wish wish, IReadOnlyList<Event>? events)
    {
        if (wish.Origin.Client < 0 && _open.Remove(wish.Origin.Client, out var then))
        {
            then(events is [var first, ..] ? first : null);
        }
    }
}
