using System.Text;
using Interlude.Lines;
using Interlude.Tests.Lines;

namespace Interlude.Tests.Client.Opening;

/// <summary>A listener that gives lines back as they came.</summary>
internal static class EchoServer
{
    public static LineListener Start(LineEndPoint endPoint, TlsServerOptions? tls = null)
    {
        var listener = LineListener.Open(endPoint, new LineListenerOptions { Tls = tls });
        listener.Start(connection => _ = LineProtocol.RunAsync(connection, new Echo()));
        return listener;
    }

    /// <summary>Says a line on a connection and hears what comes back.</summary>
    public static async Task<string> AskAsync(LineConnection connection, string line)
    {
        Assert.True(await connection.WriteLineAsync(Encoding.UTF8.GetBytes(line)).AsTask().WaitAsync(Peers.Limit));
        var answer = await connection.ReadLineAsync().AsTask().WaitAsync(Peers.Limit);
        return answer is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : "the end";
    }

    private sealed class Echo : LineProtocol
    {
        public override void LineReceived(ReadOnlySpan<byte> line) => Assert.True(Connection.TryWrite(line, "\r\n"u8));
    }
}
