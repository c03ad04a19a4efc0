namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class PingCommandTests
{
    [Fact]
    public void A_ping_is_answered() => Transcript.Check("Irc/ping.txt");
}
