namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class SpeechCommandTests
{
    [Fact]
    public void PRIVMSG_to_channels() => Transcript.Check("Irc/privmsg-channel.txt");

    [Fact]
    public void What_cannot_be_told_whole_is_not_sent() => Transcript.Check("Irc/privmsg-long.txt");

    [Fact]
    public void Who_is_named_twice_is_told_once() => Transcript.Check("Irc/privmsg-twice.txt");

    [Fact]
    public void STATUSMSG() => Transcript.Check("Irc/statusmsg.txt");

    [Fact]
    public void NOTICE_to_channels() => Transcript.Check("Irc/notice-channel.txt");

    [Fact]
    public void TAGMSG_to_channels() => Transcript.Check("Irc/tagmsg-channel.txt");
}
