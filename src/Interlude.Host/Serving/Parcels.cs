using System.Runtime.InteropServices;

namespace Interlude.Host.Serving;

/// <summary>
/// The parcels of a round. Who is owed the same pieces in the same order shares one, so that it is put together once, into memory that
/// is small enough to stay in the processor's caches. For one thread at a time.
/// </summary>
internal sealed class Parcels
{
    /// <summary>The longest that is put together.</summary>
    public const int MostBytes = 64 * 1024;

    private const int MostKept = 4096;

    private readonly Parcel _empty = new();
    private readonly List<Parcel> _made = [];
    private readonly byte[] _store = GC.AllocateUninitializedArray<byte>(MostBytes);
    private readonly List<ReadOnlyMemory<byte>> _pieces = [];
    private int _count;    // of those made, how many this round has
    private int _stored;   // bytes of the store that are taken
    private long _filling = 1;

    /// <summary>One piece more for a connection.</summary>
    /// <param name="owed">What it is owed already; null: nothing.</param>
    /// <param name="piece">Does not change until it is sent.</param>
    /// <param name="send">The same number for all who get this piece, and another for each piece.</param>
    public Parcel Add(Parcel? owed, ReadOnlyMemory<byte> piece, long send)
    {
        var before = owed ?? _empty;
        if (before.LongerBySend != send)
        {
            (before.Longer, before.LongerBySend) = (Make(before, piece), send);
        }

        var longer = before.Longer!;
        before.Sharers--;
        longer.Sharers++;
        return longer;
    }

    /// <summary>The bytes of a parcel that is no longer than <see cref="MostBytes"/>.</summary>
    /// <returns>Valid until the next call.</returns>
    public ReadOnlySpan<byte> Whole(Parcel parcel)
    {
        if (parcel.Before == _empty)
        {
            return parcel.Piece.Span;
        }

        if (parcel.StoredIn != _filling)
        {
            PutTogether(parcel);
        }

        return _store.AsSpan(parcel.StoredAt, parcel.Bytes);
    }

    /// <summary>The pieces of a parcel.</summary>
    /// <returns>Valid until the next call.</returns>
    public List<ReadOnlyMemory<byte>> Pieces(Parcel parcel)
    {
        _pieces.Clear();
        for (var at = parcel; at != _empty; at = at.Before!)
        {
            _pieces.Add(at.Piece);
        }

        _pieces.Reverse();
        return _pieces;
    }

    /// <summary>All have been handed theirs.</summary>
    public void Clear()
    {
        if (_made.Count > MostKept)
        {
            _made.RemoveRange(MostKept, _made.Count - MostKept);
        }

        foreach (var made in CollectionsMarshal.AsSpan(_made)[..Math.Min(_count, _made.Count)])
        {
            (made.Before, made.Longer, made.Piece) = (null, null, default);
        }

        (_empty.Longer, _empty.LongerBySend, _empty.Sharers) = (null, 0, 0);
        _pieces.Clear();
        (_count, _stored) = (0, 0);
        _filling++;
    }

    private Parcel Make(Parcel before, ReadOnlyMemory<byte> piece)
    {
        if (_count == _made.Count)
        {
            _made.Add(new Parcel());
        }

        var made = _made[_count++];
        (made.Before, made.Piece, made.Bytes) = (before, piece, before.Bytes + piece.Length);
        (made.Sharers, made.LongerBySend, made.StoredIn) = (0, 0, 0);
        return made;
    }

    // From its end, up to where it was put together already. What is shared no more is overwritten by the next.
    private void PutTogether(Parcel parcel)
    {
        if (parcel.Bytes > _store.Length - _stored)
        {
            _stored = 0;
            _filling++;
        }

        var room = _store.AsSpan(_stored, parcel.Bytes);
        (parcel.StoredAt, parcel.StoredIn) = (_stored, _filling);
        for (var at = parcel; at != _empty; at = at.Before!)
        {
            if (at.StoredIn == _filling && at != parcel)
            {
                _store.AsSpan(at.StoredAt, at.Bytes).CopyTo(room);
                break;
            }

            at.Piece.Span.CopyTo(room[(at.Bytes - at.Piece.Length)..]);
        }

        if (parcel.Sharers > 0)
        {
            _stored += parcel.Bytes;
        }
        else
        {
            parcel.StoredIn = 0;   // but until then it lies there
        }
    }
}
