namespace Interlude.Tests.Server.Dialects.Plain.Commands;

public class QuitCommandTests
{
    [Fact]
    public void Leaving_is_confirmed_once_and_told_to_peers_with_the_reason() => Transcript.Check("Plain/quit.txt");
}
