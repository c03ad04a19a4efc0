namespace Interlude.Tests.Server.Dialects.Plain.Commands;

public sealed class HistoryCommandTests
{
    [Fact]
    public void It_shows_when_and_who_and_what() => Transcript.Check("Plain/history.txt");

    [Fact]
    public void Who_comes_back_is_told_once_what_was_missed() => Transcript.Check("Plain/missed.txt");
}
