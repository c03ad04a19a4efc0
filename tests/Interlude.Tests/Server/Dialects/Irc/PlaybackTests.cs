namespace Interlude.Tests.Server.Dialects.Irc;

/// <summary>https://wiki.znc.in/Playback</summary>
public sealed class PlaybackTests
{
    [Fact]
    public void Buffers_are_played_from_a_moment_on() => Transcript.Check("Irc/playback.txt");
}
