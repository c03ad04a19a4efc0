namespace Interlude.World;

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
