namespace Interlude.Tests.Server.Dialects.Plain.Commands;

public class KickCommandTests
{
    [Fact]
    public void Only_operators_remove_and_everybody_there_is_told() => Transcript.Check("Plain/kick.txt");
}
