namespace Interlude.Tests.Server.Dialects.Irc;

public class BotModeTests
{
    [Fact]
    public void A_program_is_marked_as_one() => Transcript.Check("Irc/bot-mode.txt");
}
