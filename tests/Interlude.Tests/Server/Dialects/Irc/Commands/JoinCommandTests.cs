namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class JoinCommandTests
{
    [Fact]
    public void Joining() => Transcript.Check("Irc/join.txt");

    [Fact]
    public void Channels_are_limited() => Transcript.Check("Irc/join-limits.txt");

    [Fact]
    public void A_full_channel() => Transcript.Check("Irc/join-full.txt");

    [Fact]
    public void Many_names_take_several_lines() => Transcript.Check("Irc/join-long.txt");
}
