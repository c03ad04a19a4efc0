using System.Collections.Concurrent;
using Interlude.Lines;
using Interlude.Server;

namespace Interlude.Host.Serving;

/// <summary>
/// Feeds one <see cref="ChatServer"/>: takes inputs from any thread, one at a time, and does what the server puts out.
/// </summary>
/// <remarks>
/// There is no thread of its own: whoever brings an input works off the queue unless somebody is at it already (flat
/// combining). So a line on a quiet server goes from the readable socket to the sends that it causes without a change of
/// thread, and on a busy one the sends of a round are merged, one flush for each connection. The thread that polls sockets
/// sends at the end of its turn only, so that what many of them bring at once is merged too.
/// </remarks>
internal sealed class ServerLoop : IAsyncDisposable
{
    // After so many inputs what was written is sent, however many more are waiting, and the turn of a poller is not over. Where each line waits
    // for the log, a turn with a few lines of each of hundreds is to fit; what is much for one connection is sent before.
    private const int InputsPerRound = 1024;

    // And after so many batches that the log has answered at once: each may take as long as a write to a disk that is not slow yet.
    private const int AppendsPerRound = 8;

    private readonly ChatServer _server;
    private readonly Performer _performer;
    private readonly TimeProvider _time;
    private readonly TimeProvider _wall;
    private readonly Outside _outside;
    private readonly long _startedAt;
    private readonly ConcurrentQueue<Input> _inputs = new();
    private readonly List<Seat> _released = [];
    private readonly Action _endTurn;
    private readonly Action _goOn;
    private readonly ITimer _timer;
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Seat? _turn;   // whose lines are being looked at
    private int _unsent;   // inputs since what was written was sent
    private bool _turnEnds;   // the poller's thread comes back at the end of its turn; known to that thread alone
    private bool _isLeft;     // it has the queue to work off then, as nobody else may; known to that thread alone
    private long? _armedFor;
    private long _lastClient;
    private int _waiting;   // inputs in the queue or being worked on: whoever raises it from 0 works it off

    public ServerLoop(ChatServer server, Journal journal, TimeProvider time, TextWriter errors, Outside? outside = null)
    {
        _server = server;
        _server.Gathers = journal.WantsFew;
        _time = time;
        _outside = outside ?? new Outside();
        _wall = _outside.Wall ?? time;
        _startedAt = time.GetTimestamp();
        (_endTurn, _goOn) = (EndTurn, GoOn);
        _performer = new Performer(this, server, journal, _outside, time, errors);
        _timer = time.CreateTimer(_ => Post(Tick), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Post(() => _server.Start(Now, _outside.News, _outside.Skipped));
    }

    /// <summary>Ends when the server has stopped and everything owed has been handed to the kernel.</summary>
    public Task Stopped => _performer.Stopped;

    /// <summary>Fails with the mistake that ended the loop; never succeeds.</summary>
    public Task Failed => _failed.Task;

    /// <summary>Inputs that wait or are being worked on.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>The moment of the input at hand; for those who act within it.</summary>
    public Moment Now { get; private set; }

    /// <summary>Serves a connection from now on to its end. The loop owns it.</summary>
    public void Accept(LineConnection connection, PeerDialect dialect = PeerDialect.Plain)
    {
        var seat = new Seat(new ClientId(Interlocked.Increment(ref _lastClient)), connection);
        Post(() => Enter(seat, dialect));
        _ = ReadAsync(seat);
        _ = LeaveAtTheEndAsync(seat);
    }

    /// <summary>Puts another configuration in force: see <see cref="ChatServer.Configure(ServerOptions, Moment)"/>.</summary>
    /// <param name="options">What is in force from then on.</param>
    /// <param name="then">Called when it is, within the turn.</param>
    public void Configure(ServerOptions options, Action then) => Post(() =>
    {
        _server.Configure(options, Now);
        then();
    });

    /// <summary>Tells operators something: see <see cref="ChatServer.Tell"/>. Any thread.</summary>
    public void Tell(string news) => Post(() => _server.Tell(news, Now));

    /// <summary>Stops: see <see cref="ChatServer.Stop"/>. Calling it again does nothing.</summary>
    public void Stop() => Post(() => _server.Stop(Now));

    public async ValueTask DisposeAsync() => await _timer.DisposeAsync();

    // What it throws is a mistake of ours, and so in the other: both end there, for nobody waits for them.
    private async Task ReadAsync(Seat seat)
    {
        try
        {
            while (await seat.Connection.WaitToReadAsync())
            {
                var taken = seat.Prepare();
                Post(static (loop, seat) => loop.BeginBlock((Seat)seat), seat);
                await taken;
            }

            Post(static (loop, seat) => loop.EndInput((Seat)seat), seat);
        }
        catch (Exception mistake)
        {
            Fail(mistake);
        }
    }

    // Apart from the reader, who may be waiting for the loop when a send finds that the peer is gone.
    private async Task LeaveAtTheEndAsync(Seat seat)
    {
        try
        {
            await seat.Connection.Completion;
            Post(static (loop, seat) => loop.Leave((Seat)seat), seat);
        }
        catch (Exception mistake)
        {
            Fail(mistake);
        }
    }

    /// <summary>Ends the loop with a mistake: nothing goes on from here.</summary>
    public void Fail(Exception mistake) => _failed.TrySetException(mistake);

    /// <summary>Brings an input, from any thread; works it off here and now if nobody else is at it.</summary>
    public void Post(Action input) => Post(static (_, input) => ((Action)input)(), input);

    // Counted before it can be seen, so that nobody who works off finds the count at 0, or below, while there is more.
    private void Post(Action<ServerLoop, object> take, object with)
    {
        var input = new Input(take, with);
        if (Interlocked.Increment(ref _waiting) > 1)
        {
            _inputs.Enqueue(input);
        }
        else if (EndsWithTurn())
        {
            _isLeft = !WorkOffRound(send: false, input);
        }
        else if (!WorkOffRound(send: true, input))
        {
            LeaveRest();
        }
    }

    // The caller may be a thread of the runtime that polls sockets, so it is kept for one round only. A poller brings most of what makes
    // a queue long: where there is one, it works it off, turn by turn.
    private void LeaveRest()
    {
        if (_outside.Poller?.TryPost(_goOn) is not true)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static loop => loop.WorkOff(), this, preferLocal: false);
        }
    }

    /// <returns>Whether the caller is to work it off.</returns>
    private bool EnqueueNothing()
    {
        var isFirst = Interlocked.Increment(ref _waiting) == 1;
        _inputs.Enqueue(new(static (_, _) => { }, this));
        return isFirst;
    }

    private void GoOn()
    {
        _isLeft = true;
        if (!_turnEnds)
        {
            EndTurn();
        }
    }

    private bool EndsWithTurn() =>
        _outside.Poller is { IsCurrent: true } poller && (_turnEnds = _turnEnds || poller.TryDefer(_endTurn));

    // Sends what the turn has written. What is left is worked off in the next one, which looks at the sockets in between.
    private void EndTurn()
    {
        _turnEnds = false;
        if (!_isLeft && !EnqueueNothing())
        {
            return;   // who is at it sends
        }

        _isLeft = !WorkOffRound(send: true);
        if (_isLeft && !EndsWithTurn())
        {
            _isLeft = false;
            LeaveRest();
        }
    }

    private void WorkOff()
    {
        while (!WorkOffRound(send: true))
        {
        }
    }

    /// <summary>Works off some of the queue; true if nothing is left, so that the next who posts is to work again.</summary>
    /// <param name="send">Whether what was written is sent at the end.</param>
    /// <param name="first">Counted, but not in the queue, for there was nothing before it.</param>
    private bool WorkOffRound(bool send, Input? first = null)
    {
        try
        {
            var done = WorkOffInputs(send, first);
            _unsent += done;
            if (send || _unsent >= InputsPerRound)
            {
                AppendGathered();
                _performer.Flush();
                _unsent = 0;
            }

            if (send && _server.HasGathered)
            {
                EnqueueNothing();   // too much for a round, or what came of its end: so there is another
            }

            LetRead();
            Arm();
            return Interlocked.Add(ref _waiting, -done) == 0;
        }
        catch (Exception mistake)
        {
            // A mistake of the world's or of ours: nothing may go on from here. The raised count keeps others out.
            Fail(mistake);
            return true;
        }
    }

    // What the log answers at once goes on in the same round: so the next lines of those who wished something are heard in it too.
    private int WorkOffInputs(bool append, Input? first)
    {
        var (done, appends) = (0, 0);
        if (first is { } one)
        {
            done++;
            Take(one);
        }

        while (done < InputsPerRound)
        {
            if (_inputs.TryDequeue(out var input))
            {
                done++;
                Take(input);
            }
            else if (!(append && appends++ < AppendsPerRound && AppendGathered()))
            {
                break;
            }
        }

        return done;
    }

    private void Take(Input input)
    {
        Now = Read();
        input.Take(this, input.With);
        _performer.Perform();
    }

    private bool AppendGathered()
    {
        if (!_server.AppendGathered(Now))
        {
            return false;
        }

        _performer.Perform();
        return true;
    }

    /// <summary>Lets the reader of a seat go on at the end of the round: its lines are all taken, or nobody's.</summary>
    public void Release(Seat seat)
    {
        seat.HasLines = false;
        _released.Add(seat);
    }

    private void LetRead()
    {
        foreach (var seat in _released)
        {
            seat.LetRead();
        }

        _released.Clear();
    }

    private Moment Read() => new(
        new World.Timestamp(_wall.GetUtcNow().ToUnixTimeMilliseconds()),
        (long)_time.GetElapsedTime(_startedAt).TotalMilliseconds);

    private void Enter(Seat seat, PeerDialect dialect)
    {
        _performer.Seat(seat);
        _server.Connect(seat.Id, PeerAddress.Of(seat.Connection.Transport, _outside.Exempt()) with { Dialect = dialect }, Now);
    }

    private void BeginBlock(Seat seat)
    {
        seat.HasLines = true;
        if (seat.IsClosed)
        {
            Release(seat);   // its lines are nobody's
        }
        else if (!seat.IsPaused)
        {
            TakeTurn(seat);
        }
    }

    // A bounded number of lines of one connection, then the others.
    private void TakeTurn(Seat seat)
    {
        (seat.IsQueued, seat.HasAsked) = (false, true);
        _turn = seat;
        for (var lines = 0; seat is { HasLines: true, IsPaused: false } && lines < _server.Limits.LinesPerTurn; lines++)
        {
            switch (seat.Connection.TryRead(out var line))
            {
                case LineStatus.Line:
                    _server.Receive(seat.Id, line.Span, Now);
                    break;
                case LineStatus.TooLong:
                    _server.ReceiveTooLong(seat.Id, Now);
                    break;
                default:
                    Release(seat);
                    break;
            }

            _performer.Perform();
        }

        _turn = null;
        QueueTurn(seat);
    }

    /// <summary>Lets a seat go on with the lines it has, after the others that are waiting.</summary>
    public void QueueTurn(Seat seat)
    {
        if (seat is { HasLines: true, IsPaused: false, IsQueued: false } && seat != _turn)
        {
            seat.IsQueued = true;
            Post(static (loop, seat) => loop.TakeTurn((Seat)seat), seat);
        }
    }

    private void EndInput(Seat seat)
    {
        if (seat.Connection.InputEnd is LineInputEnd.Finished or LineInputEnd.Truncated)
        {
            _server.EndOfInput(seat.Id, Now);
        }
        else
        {
            _server.Disconnect(seat.Id, Now);
        }
    }

    private void Leave(Seat seat)
    {
        _server.Disconnect(seat.Id, Now);
        _performer.Perform();   // closes the seat, if it still has one
        _performer.Unseat(seat);
    }

    private void Tick()
    {
        _armedFor = null;
        _server.Tick(Now);
    }

    private void Arm()
    {
        if (_server.Deadline is { } deadline && (_armedFor is null || deadline < _armedFor))
        {
            _armedFor = deadline;
            _timer.Change(TimeSpan.FromMilliseconds(Math.Max(1, deadline - Now.Elapsed)), Timeout.InfiniteTimeSpan);
        }
    }

    // Not a closure, which each idle connection would hold.
    private readonly record struct Input(Action<ServerLoop, object> Take, object With);
}
