using Interlude.Client.Pipes;
using Interlude.Host.Connecting;
using Interlude.Lines;

namespace Interlude.Tests.Host.Connecting;

public class ConnectEndingTests
{
    [Fact]
    public void Why_TLS_broke_is_told_by_who_knows_it()
    {
        var alert = new IOException("The decryption operation failed, see inner exception.", new InvalidOperationException("tlsv13 alert certificate required"));

        Assert.Equal(
            new ConnectEnding(6, "the connection to tls://a:1 broke: tlsv13 alert certificate required."),
            ConnectEnding.Of("tls://a:1", new PipeEnd(new LineCloseReason(LineCloseKind.Failed, alert))));
    }

    [Fact]
    public void Who_leaves_before_the_line_came_is_told_so_and_not_that_the_server_ended_it()
    {
        var end = new PipeEnd(LineCloseReason.ClosedHere) { Unmet = new("bye") };

        Assert.Equal(new ConnectEnding(7, "no line from tcp://a:1 matched bye, and --at-end says to leave."), ConnectEnding.Of("tcp://a:1", end));
    }
}
