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
    private const int MostBytes = 64 * 1024;   // for one connection; then what there is is sent

    private readonly List<Seat> _waiting = [];   // who is owed something
    private readonly Parcels _parcels = new();
    private readonly List<Parcel> _shared = [];
    private readonly List<Seat> _others = [];
    private readonly List<LineConnection> _written = [];   // into their outboxes, and not sent
    private ReadOnlyMemory<byte> _bytes;
    private bool _isForOne;
    private long _sends;

    /// <summary>There is so much that it is to be sent before more is done.</summary>
    public bool IsDue { get; private set; }

    public bool HasMore => _waiting.Count > 0;

    /// <summary>Begins with the next bytes: for those who are added from here on.</summary>
    public void Begin(Output.Send send)
    {
        _sends++;
        (_bytes, _isForOne) = (send.Bytes, send.Clients.Count == 1);
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
        IsDue |= seat.Unsent.Bytes >= MostBytes || _parcels.AreMany;
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

    /// <summary>Sends all there is, though the round goes on.</summary>
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
        foreach (var connection in _written)
        {
            connection.Flush();
        }

        _written.Clear();
    }

    private void Go(bool send)
    {
        foreach (var seat in _waiting)
        {
            var parcel = seat.Unsent!;
            if (!send || seat.IsAnswered || parcel.Bytes > Parcels.MostBytes)
            {
                _others.Add(seat);
                continue;
            }

            if (parcel.Sharer is null)
            {
                _shared.Add(parcel);
            }

            (seat.NextSharer, parcel.Sharer) = (parcel.Sharer, seat);
        }

        _shared.ForEach(SendToSharers);
        _others.ForEach(Write);
        _waiting.Clear();
        _shared.Clear();
        _others.Clear();
        _parcels.Clear();
        IsDue = false;
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

    private void Write(Seat seat)
    {
        var pieces = _parcels.Pieces(seat.Unsent!);
        (seat.Unsent, seat.IsAnswered) = (null, false);
        var written = seat.Connection.WriteWithin(limitBytes(), pieces);
        _written.Add(seat.Connection);
        if (written < pieces.Length && seat.Connection.InputEnd != LineInputEnd.Lost)
        {
            seat.HasOverflowed = true;
            overflowed(seat);
        }
    }
}
