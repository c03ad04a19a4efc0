namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class MotdCommandTests
{
    [Fact]
    public void Motd_shows_the_message_of_the_day() => Transcript.Check("Irc/motd.txt");

    [Fact]
    public void Motd_says_that_there_is_none() => Transcript.Check("Irc/motd-none.txt");
}
