namespace Interlude.Tests.Server.Dialects.Plain.Commands;

public class LockCommandTests
{
    [Fact]
    public void A_lock_leaves_the_topic_to_operators() => Transcript.Check("Plain/lock.txt");
}
