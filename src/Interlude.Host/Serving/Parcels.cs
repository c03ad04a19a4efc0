using System.Runtime.InteropServices;

namespace Interlude.Host.Serving;

/// <summary>
/// The parcels of a round. Who is owed the same pieces in the same order shares one, so that it can be put together once for all
/// of them. For one thread at a time.
/// </summary>
internal sealed class Parcels
{
    /// <summary>The longest that is put together.</summary>
    public const int MostBytes = 64 * 1024;

    /// <summary>How many there may be before all should be handed over: each who speaks in a large channel lacks another piece.</summary>
    public const int Most = 8192;

    private readonly Parcel _empty = new();
    private readonly List<Parcel> _made = [];   // those of rounds before, to be used again
    private readonly byte[] _whole = GC.AllocateUninitializedArray<byte>(MostBytes);
    private readonly List<ReadOnlyMemory<byte>> _pieces = [];
    private int _count;

    /// <summary>Whether there are so many that they should be handed over.</summary>
    public bool AreMany => _count >= Most;

    /// <summary>One piece more for a connection.</summary>
    /// <param name="owed">What it is owed already; null: nothing.</param>
    /// <param name="piece">Does not change until it is sent.</param>
    /// <param name="send">The same number for all who get this piece, and a higher one for each piece.</param>
    public Parcel Add(Parcel? owed, ReadOnlyMemory<byte> piece, long send)
    {
        var before = owed ?? _empty;
        if (before.LongerBySend != send)
        {
            (before.Longer, before.LongerBySend) = (Make(before, piece), send);
        }

        return before.Longer!;
    }

    /// <summary>The bytes of a parcel that is no longer than <see cref="MostBytes"/>.</summary>
    /// <returns>Valid until the next call.</returns>
    public ReadOnlySpan<byte> Whole(Parcel parcel)
    {
        if (parcel.Before == _empty)
        {
            return parcel.Piece.Span;
        }

        var whole = _whole.AsSpan(0, parcel.Bytes);
        for (var at = parcel; at != _empty; at = at.Before!)
        {
            at.Piece.Span.CopyTo(whole[(at.Bytes - at.Piece.Length)..]);
        }

        return whole;
    }

    /// <summary>The pieces of a parcel.</summary>
    /// <returns>Valid until the next call.</returns>
    public ReadOnlySpan<ReadOnlyMemory<byte>> Pieces(Parcel parcel)
    {
        _pieces.Clear();
        for (var at = parcel; at != _empty; at = at.Before!)
        {
            _pieces.Add(at.Piece);
        }

        _pieces.Reverse();
        return CollectionsMarshal.AsSpan(_pieces);
    }

    /// <summary>All have been handed theirs.</summary>
    public void Clear()
    {
        foreach (var made in CollectionsMarshal.AsSpan(_made)[.._count])
        {
            (made.Before, made.Longer, made.Piece, made.Sharer) = (null, null, default, null);
        }

        if (_made.Count > Most)
        {
            _made.RemoveRange(Most, _made.Count - Most);
        }

        (_empty.Longer, _empty.LongerBySend) = (null, 0);
        _pieces.Clear();
        _count = 0;
    }

    private Parcel Make(Parcel before, ReadOnlyMemory<byte> piece)
    {
        if (_count == _made.Count)
        {
            _made.Add(new Parcel());
        }

        var made = _made[_count++];
        (made.Before, made.Piece, made.Bytes, made.LongerBySend) = (before, piece, before.Bytes + piece.Length, 0);
        return made;
    }
}
