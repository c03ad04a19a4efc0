namespace Interlude.Tests.Server.Dialects.Plain.Commands;

public sealed class HistoryCommandTests
{
    [Fact]
    public void It_shows_when_and_who_and_what() => Transcript.Check("Plain/history.txt");

    [Fact]
    public void What_is_past_its_age_is_not_shown() => Transcript.Check("Plain/history-age.txt");

    [Fact]
    public void What_was_missed_comes_under_the_name_of_now() => Transcript.Check("Plain/missed-renamed.txt");

    [Fact]
    public void Who_comes_back_is_told_once_what_was_missed() => Transcript.Check("Plain/missed.txt");

    [Fact]
    public void It_is_told_of_the_last_hundred_lines() => Transcript.Check("Plain/missed-many.txt");

    [Fact]
    public void What_cannot_be_read_is_not_passed_over_in_silence() => Transcript.Check("Plain/missed-fails.txt");

    [Fact]
    public void Who_joins_is_told_as_much_as_is_configured() => Transcript.Check("Plain/replay.txt");

    [Fact]
    public void Without_pages_nothing_is_told() => Transcript.Check("Plain/history-off.txt");
}
