namespace Interlude.Tests.Server.Dialects.Irc;

public class LongMasksTests
{
    [Fact]
    public void What_was_asked_for_is_repeated_whole() => Transcript.Check("Irc/long-masks.txt");
}
