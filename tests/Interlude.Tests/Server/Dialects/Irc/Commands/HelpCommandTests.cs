namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class HelpCommandTests
{
    [Fact]
    public void Help_explains_a_verb_or_the_modes() => Transcript.Check("Irc/help.txt");
}
