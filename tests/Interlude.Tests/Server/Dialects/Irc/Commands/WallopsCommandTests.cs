namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class WallopsCommandTests
{
    [Fact]
    public void Who_listens_hears_operators() => Transcript.Check("Irc/wallops.txt");
}
