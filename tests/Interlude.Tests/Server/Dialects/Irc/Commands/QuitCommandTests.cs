namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class QuitCommandTests
{
    [Fact]
    public void Who_leaves_says_why() => Transcript.Check("Irc/quit.txt");
}
