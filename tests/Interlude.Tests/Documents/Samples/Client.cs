using System.Text;
using Interlude.Lines;

namespace Interlude.Tests.Documents.Samples;

// sample: client
sealed class Client(TextWriter output) : LineProtocol
{
    public override void Connected(LineConnection connection) => connection.TryWrite("hello\r\n.\r\n"u8);

    public override void LineReceived(ReadOnlySpan<byte> line) => output.WriteLine(Encoding.UTF8.GetString(line));

    public static async Task<LineCloseReason> TalkAsync(int port, TextWriter output)
    {
        var connection = await LineClient.ConnectAsync(new LineEndPoint.Tcp("localhost", port));
        _ = RunAsync(connection, new Client(output));
        return await connection.Completion;   // ends when the connection has, and says why
    }
}
// end
