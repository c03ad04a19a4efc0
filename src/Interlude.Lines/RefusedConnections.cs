namespace Interlude.Lines;

/// <summary>Parts from the connections that a listener refuses: with a last word, within narrow bounds.</summary>
internal sealed class RefusedConnections(LineListenerOptions options)
{
    private const int MostLingering = 64;   // further ones are reset: a flood is not worth descriptors

    private static readonly TimeSpan LongestLinger = TimeSpan.FromSeconds(2);

    private readonly LineConnectionOptions _connection = options.Connection with
    {
        CloseTimeout = Shorter(options.Connection.CloseTimeout),
        LingerTime = Shorter(options.Connection.LingerTime),
        LingerBytes = Math.Min(options.Connection.LingerBytes, 1024 * 1024),
        Filter = null,
        Metrics = null,
        Logger = null,
    };

    private long _count;
    private int _lingering;

    public long Count => Interlocked.Read(ref _count);

    public void Refuse(LineTransport transport, LineRefusal why)
    {
        Interlocked.Increment(ref _count);
        options.Connection.Metrics?.Refused(why);
        Part(transport, options.Refused?.Invoke(why) ?? default);
    }

    /// <summary>Closes it so that a last word, or an alert, arrives; at once if too many are being parted from.</summary>
    public void Part(LineTransport transport, ReadOnlyMemory<byte> lastWord)
    {
        if (Interlocked.Increment(ref _lingering) > MostLingering)
        {
            Interlocked.Decrement(ref _lingering);
            transport.Abort();
            return;
        }

        var connection = new LineConnection(transport, _connection);
        connection.TryWrite(lastWord.Span);
        connection.CloseAsync().ContinueWith(
            _ => Interlocked.Decrement(ref _lingering),
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private static TimeSpan Shorter(TimeSpan bound) => bound < LongestLinger ? bound : LongestLinger;
}
