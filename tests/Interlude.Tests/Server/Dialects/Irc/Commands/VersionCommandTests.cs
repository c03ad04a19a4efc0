namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class VersionCommandTests
{
    [Fact]
    public void Version_says_the_program_and_what_it_supports() => Transcript.Check("Irc/version.txt");
}
