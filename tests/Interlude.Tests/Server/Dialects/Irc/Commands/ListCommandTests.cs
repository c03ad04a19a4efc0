namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class ListCommandTests
{
    [Fact]
    public void Channels_are_listed_by_conditions() => Transcript.Check("Irc/list.txt");
}
