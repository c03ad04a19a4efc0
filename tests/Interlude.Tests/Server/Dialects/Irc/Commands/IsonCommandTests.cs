namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class IsonCommandTests
{
    [Fact]
    public void Who_is_there_is_told() => Transcript.Check("Irc/ison.txt");
}
