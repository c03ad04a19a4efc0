namespace Interlude.Host.Serving;

/// <summary>What one or several connections are owed at the end of a round: pieces in order. It is one piece longer than the
/// one it came of.</summary>
internal sealed class Parcel
{
    /// <summary>What it came of; null: it is the empty one.</summary>
    public Parcel? Before { get; set; }

    /// <summary>Its last piece.</summary>
    public ReadOnlyMemory<byte> Piece { get; set; }

    /// <summary>Its length, in bytes.</summary>
    public int Bytes { get; set; }

    /// <summary>The one that came of it last.</summary>
    public Parcel? Longer { get; set; }

    /// <summary>By which send that was.</summary>
    public long LongerBySend { get; set; }

    /// <summary>One of those who are sent it now, and knows the next (<see cref="Seat.NextSharer"/>).</summary>
    public Seat? Sharer { get; set; }
}
