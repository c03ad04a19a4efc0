namespace Interlude.World;

/// <summary>One server process among those that share a log, as its configuration numbers it.</summary>
/// <param name="Number">From 1 up.</param>
public readonly record struct NodeId(int Number);

/// <summary>One life of a node: a restart is the next incarnation.</summary>
/// <param name="Node">The node.</param>
/// <param name="Number">Grows with each start of that node.</param>
public readonly record struct Incarnation(NodeId Node, int Number);

/// <summary>A user's device on a node: what away, operator status and MONITOR lists hang on.</summary>
/// <param name="Incarnation">The life of the node that serves it; when that ends, so does the session.</param>
/// <param name="Number">Unique within the incarnation.</param>
public readonly record struct SessionId(Incarnation Incarnation, long Number) : IComparable<SessionId>
{
    /// <summary>By node, then incarnation, then number: a total order for whatever is enumerated.</summary>
    public int CompareTo(SessionId other)
    {
        var byNode = Incarnation.Node.Number.CompareTo(other.Incarnation.Node.Number);
        if (byNode != 0)
        {
            return byNode;
        }

        var byIncarnation = Incarnation.Number.CompareTo(other.Incarnation.Number);
        return byIncarnation != 0 ? byIncarnation : Number.CompareTo(other.Number);
    }

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator <(SessionId left, SessionId right) => left.CompareTo(right) < 0;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator >(SessionId left, SessionId right) => left.CompareTo(right) > 0;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator <=(SessionId left, SessionId right) => left.CompareTo(right) <= 0;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator >=(SessionId left, SessionId right) => left.CompareTo(right) >= 0;
}

/// <summary>A user, for as long as it exists: the sequence number of the entry that registered it.</summary>
/// <param name="Sequence">Never used twice, so an id outlives its user without confusion.</param>
public readonly record struct UserId(long Sequence);
