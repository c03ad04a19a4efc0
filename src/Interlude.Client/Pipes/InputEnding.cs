using Interlude.Client.Talks;

namespace Interlude.Client.Pipes;

/// <summary>Does what a policy asks for when a client's own input has ended.</summary>
/// <remarks>One thread tells what is heard, another may run the end.</remarks>
/// <param name="policy">The policy.</param>
/// <param name="clock">Says how long the peer has been quiet.</param>
public sealed class InputEnding(EndOfInput policy, TimeProvider clock)
{
    private readonly TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _missing = policy is EndOfInput.Replies replies ? replies.Count : 0;
    private long _heardAt = clock.GetTimestamp();
    private volatile bool _isHearing;

    /// <summary>How many of the replies that are waited for have not come.</summary>
    public long Missing => Volatile.Read(ref _missing);

    /// <summary>The peer has sent something, which is being written down; until <see cref="Heard"/> it is not called quiet,
    /// however slow the output is, for nobody knows what else has come.</summary>
    public void Hearing() => _isHearing = true;

    /// <summary>What the peer has sent is dealt with.</summary>
    /// <param name="lines">How many lines came to their end by it; may be 0.</param>
    public void Heard(long lines)
    {
        Volatile.Write(ref _heardAt, clock.GetTimestamp());
        _isHearing = false;
        if (_missing > 0)
        {
            Volatile.Write(ref _missing, Math.Max(0, _missing - lines));
            if (_missing == 0)
            {
                _enough.TrySetResult();
            }
        }
    }

    /// <summary>Does it, once everything is handed to the talk. Somebody goes on reading meanwhile.</summary>
    /// <param name="talk">Whose input has ended.</param>
    /// <param name="over">Completes when the talk is over by itself; then this is done too.</param>
    public async Task RunAsync(ITalk talk, Task over)
    {
        ArgumentNullException.ThrowIfNull(talk);
        ArgumentNullException.ThrowIfNull(over);
        switch (policy)
        {
            case EndOfInput.HalfClose half:
                await QuietAsync(half.Quiet, over).ConfigureAwait(false);
                await talk.EndInputAsync(CancellationToken.None).ConfigureAwait(false);
                break;
            case EndOfInput.Linger linger:
                await QuietAsync(linger.Quiet, over).ConfigureAwait(false);
                await talk.CloseAsync().ConfigureAwait(false);
                break;
            case EndOfInput.Replies:
                await Task.WhenAny(Missing > 0 ? _enough.Task : Task.CompletedTask, over).ConfigureAwait(false);
                await talk.CloseAsync().ConfigureAwait(false);
                break;
            case EndOfInput.Leave:
                await talk.CloseAsync().ConfigureAwait(false);
                break;
            default:
                break;   // to keep it open
        }
    }

    /// <summary>Waits until the peer has been quiet for so long from now on.</summary>
    /// <param name="quiet">How long.</param>
    /// <param name="over">Ends the wait.</param>
    public async Task QuietAsync(TimeSpan quiet, Task over)
    {
        ArgumentNullException.ThrowIfNull(over);

        // The peer has had no time yet to answer what was sent last.
        Volatile.Write(ref _heardAt, clock.GetTimestamp());
        while (quiet - (_isHearing ? TimeSpan.Zero : clock.GetElapsedTime(Volatile.Read(ref _heardAt))) is { Ticks: > 0 } rest && !over.IsCompleted)
        {
            using var found = new CancellationTokenSource();
            await Task.WhenAny(Task.Delay(rest, clock, found.Token), over).ConfigureAwait(false);
            await found.CancelAsync().ConfigureAwait(false);
        }
    }
}
