namespace Interlude.Lines;

/// <summary>The time limits of one connection, on one timer. Any thread may call any member.</summary>
/// <remarks>A limit that moves costs a look at the clock and nothing else: the timer is set when a limit falls before the
/// moment it is set for, and when it fires too early it is set anew for what is due then. So a busy connection touches it
/// at most once for each length of its shortest limit. What is due is found late by the timer's own granularity only.</remarks>
internal sealed class Deadlines
{
    private const long Never = long.MaxValue;

    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);   // a timer takes no more than 49 days

    private readonly Lock _lock = new();
    private readonly Action<LineTimeout> _passed;
    private readonly TimeProvider _time;
    private readonly long? _firstLine;   // of the clock's own ticks, as all numbers here
    private readonly long? _idle;
    private readonly long? _partialLine;
    private readonly long? _write;
    private readonly long _openedAt;
    private ITimer? _timer;
    private bool _ended;
    private long _setFor = Never;
    private long _quietSince = Never;
    private long _partialSince = Never;
    private long _partialAfter;          // how many lines had been taken before the unfinished one
    private long _readDue = Never;
    private LineTimeout _readLimit;
    private long _writeDue = Never;

    private Deadlines(LineConnectionOptions options, Action<LineTimeout> passed)
    {
        _passed = passed;
        _time = options.TimeProvider;
        _firstLine = Ticks(options.FirstLineTimeout);
        _idle = Ticks(options.IdleTimeout);
        _partialLine = Ticks(options.PartialLineTimeout);
        _write = Ticks(options.WriteTimeout);
        _openedAt = _time.GetTimestamp();
    }

    /// <summary>Makes what watches the limits of the options; null if they have none.</summary>
    /// <param name="options">With the limits and the clock.</param>
    /// <param name="passed">Told of a limit that has passed, on the timer's thread.</param>
    public static Deadlines? Of(LineConnectionOptions options, Action<LineTimeout> passed) =>
        options is { FirstLineTimeout: null, IdleTimeout: null, PartialLineTimeout: null, WriteTimeout: null }
            ? null
            : new Deadlines(options, passed);

    /// <summary>The reader has taken all there was and waits for the peer. Only such a wait can run out: as long as the
    /// reader has not come back, its peer is not the one who is late.</summary>
    /// <param name="inLine">Whether a part of a line has come.</param>
    /// <param name="linesTaken">How many lines came before it.</param>
    public void BeginWait(bool inLine, long linesTaken)
    {
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            _quietSince = Math.Min(_quietSince, now);
            if (!inLine)
            {
                _partialSince = Never;
            }
            else if (_partialSince == Never || _partialAfter != linesTaken)
            {
                (_partialSince, _partialAfter) = (now, linesTaken);
            }

            _readDue = Never;
            Consider(LineTimeout.FirstLine, _openedAt, linesTaken == 0 ? _firstLine : null);
            Consider(LineTimeout.PartialLine, _partialSince, inLine ? _partialLine : null);
            Consider(LineTimeout.Idle, _quietSince, _idle);
            Set(_readDue, now);
        }
    }

    public void EndWait(bool received)
    {
        lock (_lock)
        {
            _readDue = Never;
            if (received)
            {
                _quietSince = Never;
            }
        }
    }

    /// <summary>A send has to wait for the peer.</summary>
    public void BeginSend()
    {
        if (_write is { } limit)
        {
            lock (_lock)
            {
                var now = _time.GetTimestamp();
                _writeDue = now + limit;
                Set(_writeDue, now);
            }
        }
    }

    public void EndSend()
    {
        if (_write is not null)
        {
            lock (_lock)
            {
                _writeDue = Never;
            }
        }
    }

    public void End()
    {
        lock (_lock)
        {
            _ended = true;
            _timer?.Dispose();
            _timer = null;
        }
    }

    private long? Ticks(TimeSpan? limit) =>
        limit is { } time ? (long)Math.Ceiling(time.TotalSeconds * _time.TimestampFrequency) : null;

    private void Consider(LineTimeout limit, long since, long? length)
    {
        if (length is not null && since + length < _readDue)
        {
            (_readDue, _readLimit) = (since + length.Value, limit);
        }
    }

    private void Set(long due, long now)
    {
        if (due >= _setFor || _ended)
        {
            return;
        }

        _setFor = due;
        _timer ??= _time.CreateTimer(static me => ((Deadlines)me!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var wait = due <= now ? TimeSpan.Zero : _time.GetElapsedTime(now, due);
        // Upwards, because the system's timers drop what is less than a millisecond and would then fire too early.
        _timer.Change(
            wait < LongestTimer ? TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)) : LongestTimer,
            Timeout.InfiniteTimeSpan);
    }

    private void Look()
    {
        LineTimeout passed;
        lock (_lock)
        {
            if (_ended)
            {
                return;
            }

            var now = _time.GetTimestamp();
            passed = _writeDue <= now ? LineTimeout.Write : _readDue <= now ? _readLimit : LineTimeout.None;
            if (passed == LineTimeout.Write)
            {
                _writeDue = Never;
            }
            else if (passed != LineTimeout.None)
            {
                _readDue = Never;
            }

            _setFor = Never;
            Set(Math.Min(_readDue, _writeDue), now);
        }

        if (passed != LineTimeout.None)
        {
            _passed(passed);
        }
    }
}
