using System.Net.Sockets;
using System.Text;

namespace Interlude.Tests.Host.Listening;

/// <summary>A client that says each byte itself, right or wrong.</summary>
internal sealed class RawWebSocket : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
    private NetworkStream _stream = null!;   // from connecting on

    private RawWebSocket()
    {
    }

    public static async Task<RawWebSocket> ConnectAsync(int port)
    {
        var socket = new RawWebSocket();
        Assert.StartsWith("HTTP/1.1 101 ", await socket.ShakeHandsAsync(port));
        return socket;
    }

    /// <param name="port">Of the server.</param>
    /// <param name="change">What to say otherwise: "old&gt;new", or nothing.</param>
    /// <returns>The head of the answer.</returns>
    public static async Task<string> ShakeHandsAsync(int port, string change)
    {
        using var socket = new RawWebSocket();
        return await socket.ShakeHandsAsync(port, change.Split('>'));
    }

    public Task SendAsync(byte[] bytes) => _stream.WriteAsync(bytes).AsTask().WaitAsync(Limit);

    /// <summary>False when the server has taken nothing for a second.</summary>
    public bool TrySend(byte[] bytes)
    {
        _socket.SendTimeout = 1000;
        try
        {
            return _socket.Send(bytes) == bytes.Length;
        }
        catch (SocketException late) when (late.SocketErrorCode == SocketError.TimedOut)
        {
            return false;
        }
    }

    /// <summary>Whether a reset comes, though nothing is read.</summary>
    public bool WaitForReset() => SpinWait.SpinUntil(() => _socket.Poll(0, SelectMode.SelectError), Limit);

    public void EndSending() => _socket.Shutdown(SocketShutdown.Send);

    public async Task<string> ReceiveAsync(int count)
    {
        var bytes = new byte[count];
        await _stream.ReadExactlyAsync(bytes).AsTask().WaitAsync(Limit);
        return Convert.ToHexString(bytes);
    }

    public async Task<string> ReceiveToEndAsync()
    {
        using var rest = new MemoryStream();
        await _stream.CopyToAsync(rest).WaitAsync(Limit);
        return Convert.ToHexString(rest.ToArray());
    }

    public void Dispose() => _socket.Dispose();

    private async Task<string> ShakeHandsAsync(int port, params string[] change)
    {
        var request = "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        request = change.Length == 2 ? request.Replace(change[0], change[1], StringComparison.Ordinal) : request;
        await _socket.ConnectAsync("127.0.0.1", port);
        _stream = new NetworkStream(_socket);
        await SendAsync(Encoding.ASCII.GetBytes(request));
        var answer = new StringBuilder();
        var one = new byte[1];
        while (!answer.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await _stream.ReadExactlyAsync(one).AsTask().WaitAsync(Limit);
            answer.Append((char)one[0]);
        }

        return answer.ToString();
    }
}
