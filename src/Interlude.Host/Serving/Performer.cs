using System.Runtime.InteropServices;
using Interlude.Lines;
using Interlude.Server;

namespace Interlude.Host.Serving;

/// <summary>Does what a <see cref="ChatServer"/> puts out, on behalf of the <see cref="ServerLoop"/> and only within its turn.</summary>
internal sealed class Performer(
    ServerLoop loop, ChatServer server, Journal journal, Outside outside, TimeProvider time, TextWriter errors)
{
    /// <summary>What last words, and a telnet filter's answers, need in an outbox that is full.</summary>
    public const int ReserveBytes = 4096;

    private const int MostUnsentBytes = 64 * 1024;   // for one connection; then what there is is sent

    // Long enough for a peer's machine to take our end, too short for a person to notice.
    private static readonly TimeSpan Parting = TimeSpan.FromMilliseconds(20);

    private readonly Dictionary<ClientId, Seat> _seats = [];
    private readonly HashSet<LineConnection> _closing = [];
    private readonly List<Seat> _unsent = [];
    private readonly List<Seat> _answered = [];
    private readonly List<LineConnection> _written = [];
    private readonly Parcels _parcels = new();
    private long _sends;
    private bool _isFull;   // there is so much for somebody that it is sent before more is done
    private int _faults;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Stopped => _stopped.Task;

    public void Seat(Seat seat) => _seats.Add(seat.Id, seat);

    public void Unseat(Seat seat)
    {
        _seats.Remove(seat.Id);
        _closing.Remove(seat.Connection);
    }

    /// <summary>Does all there is to do, what comes of it too.</summary>
    public void Perform()
    {
        for (var index = 0; index < server.Outputs.Count; index++)
        {
            Do(server.Outputs[index]);
            if (_isFull)
            {
                HandOver();
                SendWritten();
            }
        }

        server.ClearOutputs();
    }

    /// <summary>Sends what there is for each connection, and does what comes of that.</summary>
    public void Flush()
    {
        do
        {
            HandOver();
            Perform();
        }
        while (_unsent.Count > 0);

        SendWritten();
    }

    private void SendWritten()
    {
        foreach (var connection in _written)
        {
            connection.Flush();
        }

        _written.Clear();
        _isFull = false;
    }

    private void Do(Output output)
    {
        switch (output)
        {
            case Output.Send send:
                _sends++;
                foreach (var client in send.Clients)
                {
                    if (_seats.TryGetValue(client, out var seat))
                    {
                        seat.IsAnswered |= seat.HasAsked && send.Clients.Count == 1;
                        Send(seat, send.Bytes);
                    }
                }

                break;
            case Output.Append append:
                Append(append.Batch);
                break;
            case Output.Pause pause:
                _seats[pause.Client].IsPaused = true;
                break;
            case Output.Resume resume:
                var resumed = _seats[resume.Client];
                resumed.IsPaused = false;
                loop.QueueTurn(resumed);
                break;
            case Output.AwaitDrain drain:
                AwaitDrain(_seats[drain.Client]);
                break;
            case Output.Close close:
                Close(_seats[close.Client], close.LastWords.Span);
                break;
            case Output.Request request:
                outside.Ask(
                    request.What, result => loop.Post(() => server.Completed(request.Number, result, loop.Now)), loop.Fail);
                break;
            case Output.Fault fault:
                errors.WriteLine($"interlude: mistake {++_faults}, in {fault.Doing}, {(fault.IsSurvived ? "cut what was told to" : "ended")} client {fault.Client.Number}: {fault.Exception}");
                break;
            case Output.Report report:
                errors.WriteLine($"interlude: {report.Sentence}");
                break;
            case Output.Stopped:
                _ = PartAsync([.. _closing]);
                break;
            default:
                throw new System.Diagnostics.UnreachableException($"{output.GetType().Name} is not known here.");
        }
    }

    // What goes to many is not copied for each before it goes: one after the other, each connection gets all of its own.
    private void Send(Seat seat, ReadOnlyMemory<byte> bytes)
    {
        if (seat.HasOverflowed)
        {
            return;
        }

        if (seat.Unsent is null)
        {
            _unsent.Add(seat);
        }

        seat.Unsent = _parcels.Add(seat.Unsent, bytes, _sends);
        _isFull |= seat.Unsent.Bytes >= MostUnsentBytes;
    }

    // Who is answered comes last, and is sent nothing before all others have been handed theirs: who reads an answer may
    // rely on what it has caused (rule 11 of the design).
    private void HandOver()
    {
        foreach (var seat in _unsent)
        {
            seat.HasAsked = false;
            if (seat.IsAnswered)
            {
                _answered.Add(seat);
            }
            else
            {
                HandOver(seat);
            }
        }

        foreach (var seat in _answered)
        {
            HandOver(seat);
            seat.IsAnswered = false;
        }

        _unsent.Clear();
        _answered.Clear();
        _parcels.Clear();
    }

    private void HandOver(Seat seat)
    {
        var parcel = seat.Unsent!;
        seat.Unsent = null;
        parcel.Sharers--;
        if (!seat.IsAnswered && parcel.Bytes <= Parcels.MostBytes && seat.Connection.TrySend(server.Limits.MaxOutboxBytes, _parcels.Whole(parcel)))
        {
            return;
        }

        var pieces = _parcels.Pieces(parcel);
        var written = seat.Connection.WriteWithin(server.Limits.MaxOutboxBytes, CollectionsMarshal.AsSpan(pieces));
        _written.Add(seat.Connection);
        if (written < pieces.Count && seat.Connection.InputEnd != LineInputEnd.Lost)
        {
            seat.HasOverflowed = true;
            server.Overflowed(seat.Id, loop.Now);
        }
    }

    private void Append(Batch batch)
    {
        var append = journal.AppendAsync(batch);
        if (append.IsCompletedSuccessfully)
        {
            Take(batch, append.Result);
        }
        else
        {
            _ = AwaitAsync();
        }

        async Task AwaitAsync()
        {
            try
            {
                var appended = await append;
                loop.Post(() => Take(batch, appended));
            }
            catch (Exception mistake)
            {
                loop.Fail(mistake);
            }
        }
    }

    private void Take(Batch batch, Journal.Appended appended)
    {
        for (var index = 0; index < appended.Entries.Count; index++)
        {
            server.Committed(appended.Entries[index], loop.Now);
        }

        server.Appended(batch.Number, appended.Result, loop.Now, appended.Trouble);
    }

    private void AwaitDrain(Seat seat)
    {
        HandOver();
        var drained = seat.Connection.WaitToWriteAsync();
        if (drained.IsCompletedSuccessfully)
        {
            loop.Post(() => server.Drained(seat.Id, loop.Now));
        }
        else
        {
            _ = AwaitAsync();
        }

        async Task AwaitAsync()
        {
            if (await drained)
            {
                loop.Post(() => server.Drained(seat.Id, loop.Now));
            }
        }
    }

    private void Close(Seat seat, ReadOnlySpan<byte> lastWords)
    {
        seat.IsClosed = true;
        _seats.Remove(seat.Id);
        _closing.Add(seat.Connection);
        HandOver();
        seat.Connection.TryWrite(lastWords);   // refused only if the connection is gone already
        seat.Connection.Close();
        if (seat.HasLines)
        {
            loop.Release(seat);
        }
    }

    // Nothing is owed to anybody once the kernels have what was written; peers that go on sending are read for a moment
    // more, so that closing does not destroy what is on its way to them.
    private async Task PartAsync(List<LineConnection> closing)
    {
        try
        {
            foreach (var connection in closing)
            {
                await connection.FlushAsync();
            }

            await Task.WhenAny(
                Task.WhenAll(closing.Select(connection => connection.Completion)), Task.Delay(Parting, time));
            _stopped.TrySetResult();
        }
        catch (Exception mistake)
        {
            loop.Fail(mistake);
        }
    }
}
