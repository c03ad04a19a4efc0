namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class PartCommandTests
{
    [Fact]
    public void Leaving() => Transcript.Check("Irc/part.txt");
}
