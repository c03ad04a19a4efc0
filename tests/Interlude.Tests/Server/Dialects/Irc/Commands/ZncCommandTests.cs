namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public sealed class ZncCommandTests
{
    [Fact]
    public void It_is_another_way_to_the_same() => Transcript.Check("Irc/playback.txt");
}
