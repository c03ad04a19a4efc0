namespace Interlude.Tests.Server.Dialects.Irc;

public class NameLimitTests
{
    [Fact]
    public void New_names_keep_to_the_configured_lengths() => Transcript.Check("Irc/limits-names.txt");
}
