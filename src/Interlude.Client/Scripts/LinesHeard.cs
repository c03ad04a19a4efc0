using System.Threading.Channels;

namespace Interlude.Client.Scripts;

/// <summary>The lines that came and that nobody has waited for yet: an answer that is faster than the script is not
/// missed.</summary>
/// <remarks>The reader of the talk adds, the script waits. When many lines wait the reader waits too, so that a script that
/// is slow slows the server down.</remarks>
internal sealed class LinesHeard(TimeProvider clock)
{
    private const int MostWaiting = 4096;

    private readonly Channel<string> _lines = Channel.CreateBounded<string>(MostWaiting);

    public async ValueTask AddAsync(string line, CancellationToken cancellationToken)
    {
        while (!_lines.Writer.TryWrite(line) && await _lines.Writer.WaitToWriteAsync(cancellationToken).ConfigureAwait(false))
        {
        }
    }

    /// <summary>No more will be waited for; what is added is dropped.</summary>
    public bool IsDone { get; private set; }

    /// <summary>From now on nothing is kept, and a wait ends when it has seen all that came.</summary>
    public void End()
    {
        IsDone = true;
        _lines.Writer.TryComplete();
    }

    /// <summary>Waits for a line that matches; those before it are passed over.</summary>
    public async Task<Found> WaitAsync(Step.Expect wanted)
    {
        using var late = new CancellationTokenSource(wanted.Timeout, clock);
        try
        {
            await foreach (var line in _lines.Reader.ReadAllAsync(late.Token).ConfigureAwait(false))
            {
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
