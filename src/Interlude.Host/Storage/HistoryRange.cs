namespace Interlude.Host.Storage;

/// <summary>What lies between two places, and between two moments: neither belongs to it.</summary>
internal readonly record struct HistoryRange(long Sequence1, int Index1, long Sequence2, int Index2, long After, long Before)
{
    public bool Holds(HistoryRow row) =>
        row.CompareTo(new HistoryRow(Sequence1, Index1, 0, default)) > 0 && row.CompareTo(new HistoryRow(Sequence2, Index2, 0, default)) < 0
        && row.Time > After && row.Time < Before;

    /// <summary>Only what came of an entry or of later ones.</summary>
    public HistoryRange From(long sequence) => BeginningBehind(sequence - 1, int.MaxValue);

    public HistoryRange BeginningBehind(long sequence, int index) =>
        (sequence, index).CompareTo((Sequence1, Index1)) > 0 ? this with { Sequence1 = sequence, Index1 = index } : this;

    public HistoryRange EndingBefore(long sequence, int index) =>
        (sequence, index).CompareTo((Sequence2, Index2)) < 0 ? this with { Sequence2 = sequence, Index2 = index } : this;
}
