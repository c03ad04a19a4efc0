namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class ChanservCommandTests
{
    [Fact]
    public void Chanserv() => Transcript.Check("Irc/chanserv.txt");
}
