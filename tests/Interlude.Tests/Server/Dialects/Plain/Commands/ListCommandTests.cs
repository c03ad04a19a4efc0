namespace Interlude.Tests.Server.Dialects.Plain.Commands;

public class ListCommandTests
{
    [Fact]
    public void List_shows_channels_by_name() => Transcript.Check("Plain/list.txt");
}
