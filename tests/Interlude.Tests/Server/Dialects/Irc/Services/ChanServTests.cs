namespace Interlude.Tests.Server.Dialects.Irc.Services;

public class ChanServTests
{
    [Fact]
    public void Ranks() => Transcript.Check("Irc/chanserv-ranks.txt");

    [Fact]
    public void Founder() => Transcript.Check("Irc/chanserv-founder.txt");

    [Fact]
    public void A_channel_is_anothers_after_it_has_accepted() => Transcript.Check("Irc/chanserv-transfer.txt");

    [Fact]
    public void A_password_for_a_program_gives_nothing_away() => Transcript.Check("Irc/chanserv-program.txt");
}
