using Interlude.Lines;
using Interlude.Server;

namespace Interlude.Host.Serving;

/// <summary>Does what a <see cref="ChatServer"/> puts out, on behalf of the <see cref="ServerLoop"/> and only within its turn.</summary>
internal sealed class Performer(
    ServerLoop loop, ChatServer server, Journal journal, Outside outside, TimeProvider time, TextWriter errors)
{
    /// <summary>What last words, and a telnet filter's answers, need in an outbox that is full.</summary>
    public const int ReserveBytes = 4096;

    // Long enough for a peer's machine to take our end, too short for a person to notice.
    private static readonly TimeSpan Parting = TimeSpan.FromMilliseconds(20);

    private readonly Dictionary<ClientId, Seat> _seats = [];
    private readonly HashSet<LineConnection> _closing = [];
    private readonly HandOver _handOver = new(() => server.Limits.MaxOutboxBytes, seat => server.Overflowed(seat.Id, loop.Now));
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
            if (_handOver.IsDue)
            {
                _handOver.Send();
            }
        }

        server.ClearOutputs();
    }

    /// <summary>Sends what there is for each connection, and does what comes of that.</summary>
    public void Flush()
    {
        do
        {
            _handOver.EndRound();
            Perform();
        }
        while (_handOver.HasMore);

        _handOver.SendWritten();
    }

    private void Do(Output output)
    {
        switch (output)
        {
            case Output.Send send:
                _handOver.Begin(send);
                foreach (var client in send.Clients)
                {
                    if (_seats.TryGetValue(client, out var seat))
                    {
                        _handOver.Add(seat);
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
                Ask(request);
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

    // What captures something is in a method of its own, or every output would pay for it.
    private void Ask(Output.Request request) =>
        outside.Ask(request.What, result => loop.Post(() => server.Completed(request.Number, result, loop.Now)), loop.Fail);

    private void Append(Batch batch)
    {
        var append = journal.AppendAsync(batch);
        if (append.IsCompletedSuccessfully)
        {
            Take(batch, append.Result);
        }
        else
        {
            _ = AwaitAsync(append, batch);
        }
    }

    private async Task AwaitAsync(ValueTask<Journal.Appended> append, Batch batch)
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
        _handOver.Write();
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
        _handOver.Write();
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
