namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class WhowasCommandTests
{
    [Fact]
    public void Who_had_a_nick_is_told_the_latest_first() => Transcript.Check("Irc/whowas.txt");
}
