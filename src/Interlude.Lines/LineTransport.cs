using System.Net.Sockets;

namespace Interlude.Lines;

/// <summary>A pair of byte streams to one peer: what a <see cref="LineConnection"/> stands on.</summary>
/// <remarks>
/// <para>At most one receive and one send run at a time, side by side; <see cref="Abort"/> may be called at any time from
/// any thread and ends both.</para>
/// <para>Losing the connection is an exception: <see cref="SocketException"/>, <see cref="IOException"/>, or
/// <see cref="ObjectDisposedException"/> after <see cref="Abort"/>. The peer's end of input is not: it is a receive of no
/// bytes.</para>
/// </remarks>
public abstract class LineTransport : IAsyncDisposable
{
    /// <summary>Who is at the other end, for people to read: an address, a path, or a name for tests.</summary>
    public abstract string RemoteName { get; }

    /// <summary>Whether <see cref="EndSendingAsync"/> reaches the peer while receiving goes on. If not, the peer sees the end
    /// only when the transport is disposed, so closing does not wait for it to end too.</summary>
    public virtual bool CanEndSending => true;

    /// <summary>After a receive of no bytes: whether the input ended without the peer having said so, where the transport
    /// lets it say so, as TLS does. What came last may then have been cut off.</summary>
    public virtual bool InputTruncated => false;

    /// <summary>Waits until a receive would not have to wait, holding no buffer meanwhile. A transport that cannot know
    /// returns at once, and the receive waits.</summary>
    /// <param name="cancellationToken">Ends the wait without losing bytes.</param>
    public abstract ValueTask WaitToReceiveAsync(CancellationToken cancellationToken);

    /// <summary>Receives what is there, at least one byte.</summary>
    /// <param name="buffer">Not empty; the transport's until the call completes.</param>
    /// <param name="cancellationToken">Ends the wait without losing bytes.</param>
    /// <returns>The number of bytes received; 0 when the peer has ended its input.</returns>
    public abstract ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Sends all of the bytes: on the calling thread as far as that is possible without waiting, and
    /// completed at once if that was all of them.</summary>
    /// <param name="bytes">The transport's until the call completes.</param>
    public abstract ValueTask SendAsync(ReadOnlyMemory<byte> bytes);

    /// <summary>Sends as many of the bytes as are taken without waiting, from where they are: none where a transport cannot.
    /// No other send may be running.</summary>
    /// <param name="bytes">The caller's own again when it returns.</param>
    /// <returns>How many were sent.</returns>
    public virtual int SendAtOnce(ReadOnlySpan<byte> bytes) => 0;

    /// <summary>Tells the peer that nothing more will come. Receiving goes on. No send may be running. Does nothing where
    /// <see cref="CanEndSending"/> is false.</summary>
    /// <exception cref="TimeoutException">The peer did not take it within a bound of the transport's own, which has aborted
    /// itself.</exception>
    public abstract ValueTask EndSendingAsync();

    /// <summary>Drops the connection at once, both ways: the peer sees a reset where the transport has one. Does
    /// nothing when the transport has been disposed.</summary>
    public abstract void Abort();

    /// <summary>Closes in good order and gives back what the transport holds.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>Whether an exception is one that a transport uses to say that the connection is gone.</summary>
    internal static bool IsLoss(Exception exception) =>
        exception is SocketException or IOException or ObjectDisposedException;
}
