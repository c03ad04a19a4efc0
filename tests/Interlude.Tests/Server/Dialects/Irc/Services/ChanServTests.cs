namespace Interlude.Tests.Server.Dialects.Irc.Services;

public class ChanServTests
{
    [Fact]
    public void Ranks() => Transcript.Check("Irc/chanserv-ranks.txt");

    [Fact]
    public void Founder() => Transcript.Check("Irc/chanserv-founder.txt");
}
