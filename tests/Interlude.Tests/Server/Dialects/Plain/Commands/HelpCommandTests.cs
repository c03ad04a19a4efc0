namespace Interlude.Tests.Server.Dialects.Plain.Commands;

public class HelpCommandTests
{
    [Fact]
    public void Help_lists_the_commands_or_says_what_one_does() => Transcript.Check("Plain/help.txt");

    [Fact]
    public void An_unknown_command_is_not_done_and_the_nearest_is_suggested() => Transcript.Check("Plain/unknown.txt");
}
