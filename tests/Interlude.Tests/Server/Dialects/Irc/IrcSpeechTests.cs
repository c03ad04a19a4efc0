namespace Interlude.Tests.Server.Dialects.Irc;

public class IrcSpeechTests
{
    [Fact]
    public void Who_types_long_plain_lines_is_read_whole() => Transcript.Check("Irc/plain-long.txt");

    [Fact]
    public void An_echo_comes_to_who_asked_for_it() => Transcript.Check("Irc/echo-message.txt");
}
