namespace Interlude.Tests.Server.Dialects.Plain.Commands;

public class AlwaysOnCommandTests
{
    [Fact]
    public void One_stays_if_one_chooses() => Transcript.Check("Plain/always-on.txt");
}
