using System.Threading.Channels;

namespace Interlude.Client.Scripts;

/// <summary>The lines that came and that nobody has waited for yet: an answer that is faster than the script is not
/// missed.</summary>
/// <remarks>The reader of the talk adds, the script waits. When many lines wait, or one that is long, the reader waits too, so
/// that a script that is slow slows the server down. Only what a later step may wait for is kept: a script that only says
/// lines must never keep its reader from reading, for a server that is not read from stops reading itself.</remarks>
/// <param name="waits">How many times a line will be waited for.</param>
/// <param name="clock">Says how long.</param>
internal sealed class LinesHeard(int waits, TimeProvider clock) : IDisposable
{
    private const int MostWaiting = 256;

    // Of longer lines only one waits, so many of them are not kept in memory at once.
    private const int LongLine = 64 * 1024;

    private readonly Channel<string> _lines = Channel.CreateBounded<string>(MostWaiting);
    private readonly SemaphoreSlim _longTaken = new(0);
    private int _waits = waits;
    private volatile bool _isDone = waits == 0;

    /// <summary>No more will be waited for; what is added is dropped.</summary>
    public bool IsDone => _isDone;

    public async ValueTask AddAsync(string line, CancellationToken cancellationToken)
    {
        while (!_isDone && !_lines.Writer.TryWrite(line))
        {
            await _lines.Writer.WaitToWriteAsync(cancellationToken).ConfigureAwait(false);
        }

        if (line.Length > LongLine && !_isDone)
        {
            await _longTaken.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>From now on nothing is kept, and a wait ends when it has seen all that came.</summary>
    public void End()
    {
        _isDone = true;
        _lines.Writer.TryComplete();
        _longTaken.Release();
    }

    /// <summary>Waits for a line that matches; those before it are passed over.</summary>
    public async Task<Found> WaitAsync(Step.Expect wanted)
    {
        var found = await FindAsync(wanted).ConfigureAwait(false);
        if (--_waits == 0 || found != Found.InTime)
        {
            End();
        }

        return found;
    }

    public void Dispose() => _longTaken.Dispose();

    private async Task<Found> FindAsync(Step.Expect wanted)
    {
        using var late = new CancellationTokenSource(wanted.Timeout, clock);
        try
        {
            await foreach (var line in _lines.Reader.ReadAllAsync(late.Token).ConfigureAwait(false))
            {
                if (line.Length > LongLine)
                {
                    _longTaken.Release();
                }

                if (wanted.Pattern.IsMatch(line))
                {
                    return Found.InTime;
                }

                if (wanted.IsPatient)
                {
                    late.CancelAfter(wanted.Timeout);
                }
            }

            return Found.Never;
        }
        catch (OperationCanceledException)
        {
            return Found.Late;
        }
    }
}

/// <summary>What came of a wait for a line.</summary>
internal enum Found
{
    /// <summary>It came.</summary>
    InTime,

    /// <summary>It did not come in time.</summary>
    Late,

    /// <summary>The talk ended without it.</summary>
    Never,
}
