namespace Interlude.Tests.Server.Dialects.Plain.Commands;

public class UnlockCommandTests
{
    [Fact]
    public void Unlocking_gives_the_topic_back() => Transcript.Check("Plain/unlock.txt");
}
