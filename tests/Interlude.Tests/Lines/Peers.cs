using System.Net;
using System.Net.Sockets;
using System.Text;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

/// <summary>Small pieces that tests of connections share.</summary>
internal static class Peers
{
    /// <summary>Long enough for any machine; nothing waits this long unless it hangs.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task<string> ReadToEndAsync(LineTransport transport)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        int count;
        while ((count = await transport.ReceiveAsync(buffer, CancellationToken.None).AsTask().WaitAsync(Limit)) > 0)
        {
            text.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }

        return text.ToString();
    }

    public static async Task<List<string>> ReadLinesAsync(LineConnection connection)
    {
        var lines = new List<string>();
        await foreach (var line in connection.ReadLinesAsync())
        {
            lines.Add(Encoding.Latin1.GetString(line.Span));
        }

        return lines;
    }

    public static Task SendAsync(LineTransport transport, string text) =>
        transport.SendAsync(Encoding.Latin1.GetBytes(text)).AsTask().WaitAsync(Limit);

    public static Socket Connect(LineListener listener, int which = 0)
    {
        var endPoint = listener.LocalEndPoints[which];
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream,
            endPoint is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified);
        socket.Connect(endPoint);
        return socket;
    }
}
