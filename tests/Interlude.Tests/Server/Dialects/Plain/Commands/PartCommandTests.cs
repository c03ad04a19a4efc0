namespace Interlude.Tests.Server.Dialects.Plain.Commands;

public class PartCommandTests
{
    [Fact]
    public void Part_leaves_and_the_channel_joined_last_becomes_current() => Transcript.Check("Plain/part.txt");

    [Fact]
    public void When_the_last_operator_leaves_the_longest_member_operates() => Transcript.Check("Plain/part-operators.txt");
}
