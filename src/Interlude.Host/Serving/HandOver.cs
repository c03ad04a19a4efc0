using Interlude.Lines;
using Interlude.Server;

namespace Interlude.Host.Serving;

/// <summary>
/// What a round of the <see cref="ServerLoop"/> has for each connection, until it is handed over. Who gets the same is sent the same bytes; who is
/// answered is sent nothing before all others have been handed theirs, for who reads an answer may rely on what it has caused
/// (rule 11 of the design).
/// </summary>
/// <param name="limitBytes">The most that may wait in an outbox.</param>
/// <param name="overflowed">Takes who was owed more than that, once.</param>
internal sealed class HandOver(Func<int> limitBytes, Action<Seat> overflowed)
{
    // Then what there is is sent: for one connection, and in all outboxes together.
    private const int MostBytes = 64 * 1024;
    private const int MostWrittenBytes = 8 * 1024 * 1024;

    private readonly List<Seat> _waiting = [];   // who is owed something
    private readonly Parcels _parcels = new();
    private readonly List<Parcel> _shared = [];
    private readonly List<Seat> _others = [];
    private readonly List<Seat> _answered = [];
    private readonly List<Seat> _written = [];   // into their outboxes, and not sent
    private long _writtenBytes;
    private ReadOnlyMemory<byte> _bytes;
    private bool _isForOne;
    private int _mostBytes;
    private long _sends;

    /// <summary>There is so much that it is to be sent before more is done.</summary>
    public bool IsDue { get; private set; }

    public bool HasMore => _waiting.Count > 0;

    /// <summary>Begins with the next bytes: for those who are added from here on.</summary>
    public void Begin(Output.Send send)
    {
        _sends++;
        (_bytes, _isForOne) = (send.Bytes, send.Clients.Count == 1);
        _mostBytes = Math.Min(MostBytes, limitBytes() / 2);   // or who reads quickly might be owed too much before it is sent anything
    }

    /// <summary>The bytes are for this one, whose outbox they go to in this order; unless something has not fitted into it before.</summary>
    public void Add(Seat seat)
    {
        if (seat.HasOverflowed)
        {
            return;
        }

        if (seat.Unsent is null)
        {
            _waiting.Add(seat);
        }

        seat.IsAnswered |= seat.HasAsked && _isForOne;
        seat.Unsent = _parcels.Add(seat.Unsent, _bytes, _sends);
        IsDue |= seat.Unsent.Bytes >= _mostBytes || _parcels.AreMany;
    }

    /// <summary>The round ends: sends to those who are not answered.</summary>
    public void EndRound()
    {
        foreach (var seat in _waiting)
        {
            seat.HasAsked &= seat.IsPaused;   // what it asked may not be answered yet
        }

        Go(send: true);
    }

    /// <summary>Sends all there is, though the round goes on: if <see cref="IsDue"/>.</summary>
    public void Send()
    {
        Go(send: true);
        SendWritten();
    }

    /// <summary>Puts all there is into the outboxes, and sends nothing, for there will be more.</summary>
    public void Write() => Go(send: false);

    /// <summary>Sends what is in the outboxes.</summary>
    public void SendWritten()
    {
        foreach (var seat in _written)
        {
            seat.Connection.Flush();
            seat.WrittenBytes = 0;
        }

        _written.Clear();
        _writtenBytes = 0;
        IsDue = false;
    }

    private void Go(bool send)
    {
        foreach (var seat in _waiting)
        {
            var parcel = seat.Unsent!;
            if (seat.IsAnswered || !send || parcel.Bytes > Parcels.MostBytes)
            {
                (seat.IsAnswered ? _answered : _others).Add(seat);
                continue;
            }

            if (parcel.Sharer is null)
            {
                _shared.Add(parcel);
            }

            (seat.NextSharer, parcel.Sharer) = (parcel.Sharer, seat);
        }

        foreach (var parcel in _shared)
        {
            SendToSharers(parcel);
        }

        Write(_others);
        Write(_answered);
        _waiting.Clear();
        _shared.Clear();
        _parcels.Clear();
    }

    private void SendToSharers(Parcel parcel)
    {
        var whole = _parcels.Whole(parcel);
        for (var seat = parcel.Sharer; seat is not null;)
        {
            if (seat.Connection.TrySend(limitBytes(), whole))
            {
                seat.Unsent = null;
            }
            else
            {
                Write(seat);
            }

            var next = seat.NextSharer;
            seat.NextSharer = null;
            seat = next;
        }
    }

    private void Write(List<Seat> seats)
    {
        foreach (var seat in seats)
        {
            Write(seat);
        }

        seats.Clear();
    }

    private void Write(Seat seat)
    {
        var bytes = seat.Unsent!.Bytes;
        var pieces = _parcels.Pieces(seat.Unsent);
        (seat.Unsent, seat.IsAnswered) = (null, false);
        var written = seat.Connection.WriteWithin(limitBytes(), pieces);
        if (seat.WrittenBytes == 0)
        {
            _written.Add(seat);
        }

        seat.WrittenBytes += bytes;
        _writtenBytes += bytes;
        IsDue |= seat.WrittenBytes >= _mostBytes || _writtenBytes >= MostWrittenBytes;
        if (written < pieces.Length && seat.Connection.InputEnd != LineInputEnd.Lost)
        {
            seat.HasOverflowed = true;
            overflowed(seat);
        }
    }
}
