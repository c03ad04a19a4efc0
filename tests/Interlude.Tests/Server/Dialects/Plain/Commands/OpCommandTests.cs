namespace Interlude.Tests.Server.Dialects.Plain.Commands;

public class OpCommandTests
{
    [Fact]
    public void An_operator_makes_others_operators() => Transcript.Check("Plain/op.txt");
}
