namespace Interlude.Tests.Server.Dialects.Irc;

public class IrcSpeechTests
{
    [Fact]
    public void An_echo_comes_to_who_asked_for_it() => Transcript.Check("Irc/echo-message.txt");
}
