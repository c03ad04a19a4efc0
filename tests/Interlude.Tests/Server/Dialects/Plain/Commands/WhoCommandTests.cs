namespace Interlude.Tests.Server.Dialects.Plain.Commands;

public class WhoCommandTests
{
    [Fact]
    public void Who_shows_members_or_where_somebody_is() => Transcript.Check("Plain/who.txt");
}
