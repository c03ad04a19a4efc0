using System.Net;
using System.Net.Sockets;

namespace Interlude.Lines;

/// <summary>A connected stream socket, TCP or Unix. Sends and receives complete on the calling thread when the kernel
/// can serve them at once, otherwise wherever the runtime completes socket operations.</summary>
public class SocketTransport : LineTransport
{
    private readonly Socket _socket;

    /// <summary>Takes over a connected socket and applies settings to it.</summary>
    /// <param name="socket">A connected stream socket; this transport's from now on, which disposes it.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="SocketException">It is gone already; the socket is still the caller's.</exception>
    public SocketTransport(Socket socket, LineSocketOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(socket);
        _socket = socket;
        RemoteEndPoint = socket.RemoteEndPoint;
        (options ?? LineSocketOptions.Default).Apply(socket);
    }

    /// <summary>Takes over a connected socket, with the settings that it has.</summary>
    private protected SocketTransport(EndPoint? remote, Socket socket) => (_socket, RemoteEndPoint) = (socket, remote);

    /// <summary>The peer's address, as it was when the connection was made.</summary>
    public EndPoint? RemoteEndPoint { get; }

    /// <summary>The socket, to look at its addresses and options. Sending, receiving or closing past the transport breaks
    /// the connection.</summary>
    public Socket Socket => _socket;

    /// <inheritdoc/>
    public override string RemoteName => RemoteEndPoint is IPEndPoint address ? address.ToString() : "a Unix socket";

    /// <inheritdoc/>
    public override ValueTask WaitToReceiveAsync(CancellationToken cancellationToken)
    {
        var wait = _socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, cancellationToken);
        if (wait.IsCompletedSuccessfully)
        {
            _ = wait.Result;
            return ValueTask.CompletedTask;
        }

        return Forget(wait);
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        _socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);

    /// <inheritdoc/>
    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        // On a stream socket the runtime completes this when all of it is sent.
        var send = _socket.SendAsync(bytes, SocketFlags.None);
        if (send.IsCompletedSuccessfully)
        {
            _ = send.Result;
            return ValueTask.CompletedTask;
        }

        return Forget(send);
    }

    /// <inheritdoc/>
    public override ValueTask EndSendingAsync()
    {
        _socket.Shutdown(SocketShutdown.Send);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override void Abort()
    {
        try
        {
            _socket.LingerState = new LingerOption(true, 0);   // close() then sends a reset
        }
        catch (Exception gone) when (IsLoss(gone))
        {
            // It is closed already, which is what was asked for.
        }

        _socket.Dispose();
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);   // there is none; for those who inherit
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    [System.Runtime.CompilerServices.AsyncMethodBuilder(typeof(System.Runtime.CompilerServices.PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask Forget(ValueTask<int> count) => await count.ConfigureAwait(false);
}
