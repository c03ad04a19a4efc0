using Interlude.Lines;

namespace Interlude.Tests.Documents.Samples;

// sample: echo-callbacks
sealed class Echo : LineProtocol
{
    public override void LineReceived(ReadOnlySpan<byte> line)
    {
        if (line.SequenceEqual("."u8))
        {
            Connection.Close();   // what is owed is sent first
            return;
        }

        Connection.TryWrite("You sent: "u8, line, "\r\n"u8);
    }

    public static LineListener Listen(int port)
    {
        var listener = LineListener.Open(new LineEndPoint.Tcp("localhost", port));
        listener.Start(() => new Echo());
        return listener;   // dispose it to stop listening
    }
}
// end
