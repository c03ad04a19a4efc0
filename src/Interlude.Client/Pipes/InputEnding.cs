using Interlude.Lines;

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

    /// <summary>How many of the replies that are waited for have not come.</summary>
    public long Missing => Volatile.Read(ref _missing);

    /// <summary>The peer has sent something.</summary>
    /// <param name="lines">How many lines came to their end by it; may be 0.</param>
    public void Heard(long lines)
    {
        Volatile.Write(ref _heardAt, clock.GetTimestamp());
        if (_missing > 0)
        {
            Volatile.Write(ref _missing, Math.Max(0, _missing - lines));
            if (_missing == 0)
            {
                _enough.TrySetResult();
            }
        }
    }

    /// <summary>Does it, once everything is handed to the connection. Somebody goes on reading meanwhile.</summary>
    /// <param name="connection">May end at any time; then this is done too.</param>
    public async Task RunAsync(LineConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        switch (policy)
        {
            case EndOfInput.HalfClose half:
                await QuietAsync(connection, half.Quiet).ConfigureAwait(false);
                await connection.CompleteAsync().ConfigureAwait(false);
                break;
            case EndOfInput.Linger linger:
                await QuietAsync(connection, linger.Quiet).ConfigureAwait(false);
                connection.Close();
                break;
            case EndOfInput.Replies when Missing > 0:
                await Task.WhenAny(_enough.Task, connection.Completion).ConfigureAwait(false);
                connection.Close();
                break;
            case EndOfInput.Replies or EndOfInput.Leave:
                connection.Close();
                break;
            default:
                break;   // to keep it open
        }
    }

    private async Task QuietAsync(LineConnection connection, TimeSpan quiet)
    {
        // The peer has had no time yet to answer what was sent last.
        Volatile.Write(ref _heardAt, clock.GetTimestamp());
        while (quiet - clock.GetElapsedTime(Volatile.Read(ref _heardAt)) is { Ticks: > 0 } rest && !connection.Completion.IsCompleted)
        {
            using var over = new CancellationTokenSource();
            await Task.WhenAny(Task.Delay(rest, clock, over.Token), connection.Completion).ConfigureAwait(false);
            await over.CancelAsync().ConfigureAwait(false);
        }
    }
}
