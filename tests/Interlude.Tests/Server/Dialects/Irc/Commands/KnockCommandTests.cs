namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class KnockCommandTests
{
    [Fact]
    public void Knocks() => Transcript.Check("Irc/knock.txt");
}
