namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class StatsCommandTests
{
    [Fact]
    public void Stats_shows_to_everybody_what_is_no_secret() => Transcript.Check("Irc/stats.txt");
}
