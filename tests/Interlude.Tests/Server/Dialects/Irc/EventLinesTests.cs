namespace Interlude.Tests.Server.Dialects.Irc;

public class EventLinesTests
{
    [Fact]
    public void Events_bear_an_id_that_is_their_own() => Transcript.Check("Irc/msgid.txt");

    [Fact]
    public void Every_line_bears_the_time() => Transcript.Check("Irc/server-time.txt");
}
