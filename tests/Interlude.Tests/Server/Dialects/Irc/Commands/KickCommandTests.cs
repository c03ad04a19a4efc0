namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class KickCommandTests
{
    [Fact]
    public void Kicks() => Transcript.Check("Irc/kick.txt");

    [Fact]
    public void A_long_comment_is_cut() => Transcript.Check("Irc/kick-cut.txt");

    [Fact]
    public void A_comment_that_cannot_be_told_is_refused() => Transcript.Check("Irc/kick-long.txt");
}
