namespace Interlude.Tests.Server.Dialects.Plain.Commands;

public class MeCommandTests
{
    [Fact]
    public void An_action_is_marked_so_that_it_cannot_pass_for_a_server_line() => Transcript.Check("Plain/me.txt");
}
