namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class KillCommandTests
{
    [Fact]
    public void A_user_is_ended_by_an_operator() => Transcript.Check("Irc/kill.txt");

    [Fact]
    public void A_long_comment_is_cut() => Transcript.Check("Irc/kill-long.txt");
}
