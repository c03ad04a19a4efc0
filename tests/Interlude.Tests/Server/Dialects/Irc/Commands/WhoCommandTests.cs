namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class WhoCommandTests
{
    [Fact]
    public void Users_are_found_by_nick_by_channel_and_by_mask() => Transcript.Check("Irc/who.txt");

    [Fact]
    public void Fields_are_told_in_their_order() => Transcript.Check("Irc/whox.txt");

    [Fact]
    public void A_slow_reader_is_told_of_who_is_still_there() => Transcript.Check("Irc/who-slow.txt");
}
