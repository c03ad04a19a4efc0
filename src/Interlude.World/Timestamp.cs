namespace Interlude.World;

/// <summary>A moment of wall-clock time as the log gives it: whole milliseconds since 1970-01-01T00:00:00Z.</summary>
/// <param name="Milliseconds">Milliseconds since the Unix epoch. From one entry to the next it never goes back.</param>
public readonly record struct Timestamp(long Milliseconds) : IComparable<Timestamp>
{
    /// <inheritdoc/>
    public int CompareTo(Timestamp other) => Milliseconds.CompareTo(other.Milliseconds);

    /// <summary>The later of two moments.</summary>
    public static Timestamp Later(Timestamp a, Timestamp b) => a.Milliseconds >= b.Milliseconds ? a : b;

    /// <inheritdoc cref="IComparable{T}"/>
    public static bool operator <(Timestamp left, Timestamp right) => left.Milliseconds < right.Milliseconds;

    /// <inheritdoc cref="IComparable{T}"/>
    public static bool operator >(Timestamp left, Timestamp right) => left.Milliseconds > right.Milliseconds;

    /// <inheritdoc cref="IComparable{T}"/>
    public static bool operator <=(Timestamp left, Timestamp right) => left.Milliseconds <= right.Milliseconds;

    /// <inheritdoc cref="IComparable{T}"/>
    public static bool operator >=(Timestamp left, Timestamp right) => left.Milliseconds >= right.Milliseconds;
}
