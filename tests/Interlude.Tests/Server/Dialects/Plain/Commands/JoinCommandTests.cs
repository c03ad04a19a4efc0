namespace Interlude.Tests.Server.Dialects.Plain.Commands;

public class JoinCommandTests
{
    [Fact]
    public void Join_opens_enters_or_turns_to_a_channel() => Transcript.Check("Plain/join.txt");
}
