namespace Interlude.Tests.Server.Dialects.Plain.Commands;

public class AwayCommandTests
{
    [Fact]
    public void Who_writes_to_somebody_away_is_told() => Transcript.Check("Plain/away.txt");
}
