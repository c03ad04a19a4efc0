namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class LusersCommandTests
{
    [Fact]
    public void Lusers_counts_everybody_and_who_has_not_registered() => Transcript.Check("Irc/lusers.txt");
}
