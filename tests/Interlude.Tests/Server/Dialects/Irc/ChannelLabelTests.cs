namespace Interlude.Tests.Server.Dialects.Irc;

public class ChannelLabelTests
{
    [Fact]
    public void What_concerns_channels_is_answered_with_its_label() => Transcript.Check("Irc/labels-channel.txt");
}
