namespace Interlude.Tests.Server.Dialects.Irc;

public class IrcClientTests
{
    [Fact]
    public void The_last_line_says_why() => Transcript.Check("Irc/endings.txt");

    [Fact]
    public void Who_is_not_let_in_is_told_why() => Transcript.Check("Irc/endings-refused.txt");

    [Fact]
    public void Who_comes_too_often_is_told_so() => Transcript.Check("Irc/endings-rate.txt");
}
