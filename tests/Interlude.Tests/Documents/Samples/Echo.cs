using Interlude.Lines;

namespace Interlude.Tests.Documents.Samples;

// sample: echo-callbacks
sealed class Echo : LineProtocol
{
    private LineConnection _peer = null!;

    public override void Connected(LineConnection connection) => _peer = connection;

    public override void LineReceived(ReadOnlySpan<byte> line)
    {
        if (line.SequenceEqual("."u8))
        {
            _peer.Close();   // what is owed is sent first
            return;
        }

        _peer.TryWrite("You sent: "u8, line, "\r\n"u8);
    }

    public static LineListener Listen(int port)
    {
        var listener = LineListener.Open(new LineEndPoint.Tcp("localhost", port));
        listener.Start(connection => _ = RunAsync(connection, new Echo()));
        return listener;   // dispose it to stop listening
    }
}
// end
