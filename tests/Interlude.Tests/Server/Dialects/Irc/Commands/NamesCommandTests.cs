namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class NamesCommandTests
{
    [Fact]
    public void Names() => Transcript.Check("Irc/names.txt");
}
