namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class PartCommandTests
{
    [Fact]
    public void Leaving() => Transcript.Check("Irc/part.txt");

    [Fact]
    public void What_cannot_be_told_whole_is_not_done() => Transcript.Check("Irc/part-long.txt");
}
