namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class NickCommandTests
{
    [Fact]
    public void A_nick_can_be_changed() => Transcript.Check("Irc/nick.txt");

    [Fact]
    public void Changes_of_nick_are_throttled() => Transcript.Check("Irc/nick-throttle.txt");
}
