using System.Collections.Immutable;
using Interlude.World;

namespace Interlude.Server;

/// <summary>A page of history that is asked for: the first, or the last, of what lies between two bounds.</summary>
public sealed record HistoryQuery
{
    /// <summary>What may be read, and is read as one: parts of one channel's history, or of one private conversation.</summary>
    public required ImmutableArray<HistoryPart> Parts { get; init; }

    /// <summary>Of which kinds. What is of another kind is not counted either.</summary>
    public HistoryKinds Kinds { get; init; } = HistoryKinds.Messages;

    /// <summary>Only what comes after this; null: from the beginning.</summary>
    public HistoryBound? After { get; init; }

    /// <summary>Only what comes before this; null: up to <see cref="AsOf"/>.</summary>
    public HistoryBound? Before { get; init; }

    /// <summary>
    /// Only what is not older than this: for nothing is read that is kept no longer, whether or not it is gone already. The server
    /// sets it as the query leaves.
    /// </summary>
    public Timestamp NotBefore { get; init; } = new(long.MinValue);

    /// <summary>Whether the last of it is wanted, where there is more than <see cref="Limit"/>; else the first.</summary>
    public bool IsFromEnd { get; init; }

    /// <summary>The most items; above 0.</summary>
    public required int Limit { get; init; }

    /// <summary>
    /// The sequence number of the last entry whose events may be in the page. The archive waits until it holds it: what came
    /// later is told live, so there is neither gap nor double.
    /// </summary>
    public required long AsOf { get; init; }
}

/// <summary>What kinds of things history holds.</summary>
[Flags]
public enum HistoryKinds
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary>Something said, with a text.</summary>
    Messages = 1,

    /// <summary>What clients told each other without a text: reactions, replies.</summary>
    Tags = 2,

    /// <summary>Who came and went, topics, modes, names.</summary>
    Changes = 4,
}

/// <summary>A place in the order of all events, or a moment. What is exactly there is on neither side of it.</summary>
public readonly record struct HistoryBound
{
    private HistoryBound(long sequence, int index, Timestamp? time) => (Sequence, Index, Time) = (sequence, index, time);

    /// <summary>The entry, for a place.</summary>
    public long Sequence { get; }

    /// <summary>Which of the entry's events, for a place; -1: before its first.</summary>
    public int Index { get; }

    /// <summary>The moment; null for a place.</summary>
    public Timestamp? Time { get; }

    /// <summary>A place: just where one event stands, whether or not it is in the conversation.</summary>
    public static HistoryBound At(long sequence, int index) => new(sequence, index, null);

    /// <summary>The place behind all that came of an entry.</summary>
    public static HistoryBound Behind(long sequence) => new(sequence, int.MaxValue, null);

    /// <summary>A moment. Several events may share it.</summary>
    public static HistoryBound At(Timestamp time) => new(0, 0, time);

    /// <summary>On which side of it an item is: below 0 before, above 0 after, 0 neither.</summary>
    public int Compare(long sequence, int index, Timestamp time) => Time is { } moment
        ? time.CompareTo(moment)
        : sequence != Sequence ? sequence.CompareTo(Sequence) : index.CompareTo(Index);
}
