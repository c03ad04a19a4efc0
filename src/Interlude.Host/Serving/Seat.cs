using System.Threading.Tasks.Sources;
using Interlude.Lines;
using Interlude.Server;

namespace Interlude.Host.Serving;

/// <summary>
/// A client's connection at the server loop. Its reader waits for bytes; when a block of lines is there, it gives the
/// seat to the loop and waits until the loop has taken them all.
/// </summary>
internal sealed class Seat(ClientId id, LineConnection connection) : IValueTaskSource
{
    // A socket is read where the round was worked off, which is a system call; TLS and others may need longer.
    private ManualResetValueTaskSourceCore<bool> _taken = new()
    {
        RunContinuationsAsynchronously = connection.Transport is not SocketTransport,
    };

    public ClientId Id { get; } = id;

    public LineConnection Connection { get; } = connection;

    // The loop's own from here on.

    /// <summary>The server wants no line of it for now.</summary>
    public bool IsPaused { get; set; }

    /// <summary>A block is here whose lines have not all been taken.</summary>
    public bool HasLines { get; set; }

    /// <summary>It waits for its next turn.</summary>
    public bool IsQueued { get; set; }

    /// <summary>The server has closed it.</summary>
    public bool IsClosed { get; set; }

    /// <summary>What is to be sent to it at the end of the round; null: nothing.</summary>
    public Parcel? Unsent { get; set; }

    /// <summary>The next who is sent the same.</summary>
    public Seat? NextSharer { get; set; }

    /// <summary>Bytes that were put into its outbox and not sent.</summary>
    public int WrittenBytes { get; set; }

    /// <summary>A line of it was looked at, and may still be answered: until a round ends that had something for it and left nothing open.</summary>
    public bool HasAsked { get; set; }

    /// <summary>Something unsent is for it alone, and may be what it asked for.</summary>
    public bool IsAnswered { get; set; }

    /// <summary>It did not fit into the outbox once: nothing but last words is sent to it any more.</summary>
    public bool HasOverflowed { get; set; }

    /// <summary>For the reader, before it gives its seat to the loop: waits until the loop has taken all lines.</summary>
    public ValueTask Prepare()
    {
        _taken.Reset();
        return new ValueTask(this, _taken.Version);
    }

    /// <summary>For the loop: the reader may go on.</summary>
    public void LetRead() => _taken.SetResult(true);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _taken.GetStatus(token);

    void IValueTaskSource.GetResult(short token) => _taken.GetResult(token);

    void IValueTaskSource.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _taken.OnCompleted(continuation, state, token, flags);
}
