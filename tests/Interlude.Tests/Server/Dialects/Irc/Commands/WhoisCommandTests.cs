namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class WhoisCommandTests
{
    [Fact]
    public void What_may_be_known_of_a_user_is_told() => Transcript.Check("Irc/whois.txt");

    [Fact]
    public void Many_channels_take_several_lines() => Transcript.Check("Irc/whois-many.txt");
}
