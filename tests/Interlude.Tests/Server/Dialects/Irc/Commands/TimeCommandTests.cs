namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class TimeCommandTests
{
    [Fact]
    public void Time_is_told_in_seconds_and_in_words() => Transcript.Check("Irc/time.txt");
}
