namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class AdminCommandTests
{
    [Fact]
    public void Admin_says_who_runs_the_server() => Transcript.Check("Irc/admin.txt");

    [Fact]
    public void Admin_says_that_nobody_has_said_so() => Transcript.Check("Irc/admin-none.txt");
}
