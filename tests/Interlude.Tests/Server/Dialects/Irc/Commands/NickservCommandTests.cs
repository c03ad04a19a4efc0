namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class NickservCommandTests
{
    [Fact]
    public void It_answers_at_every_door_and_is_in_no_list() => Transcript.Check("Irc/nickserv.txt");
}
