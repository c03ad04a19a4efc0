namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class InfoCommandTests
{
    [Fact]
    public void Info_describes_the_server() => Transcript.Check("Irc/info.txt");
}
