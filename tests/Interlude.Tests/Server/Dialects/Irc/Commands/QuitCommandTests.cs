namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class QuitCommandTests
{
    [Fact]
    public void Who_leaves_says_why() => Transcript.Check("Irc/quit.txt");

    [Fact]
    public void A_long_reason_is_cut_for_all() => Transcript.Check("Irc/quit-long.txt");
}
