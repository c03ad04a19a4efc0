namespace Interlude.Tests.Server.Dialects.Irc;

/// <summary>https://ircv3.net/specs/extensions/chathistory#implementation</summary>
public sealed class UnaskedHistoryTests
{
    [Fact]
    public void Who_joins_is_told_as_much_as_is_configured() => Transcript.Check("Irc/replay.txt");

    [Fact]
    public void What_was_missed_comes_under_the_name_of_now() => Transcript.Check("Irc/missed-renamed.txt");

    [Fact]
    public void Who_comes_back_is_told_once_what_was_missed() => Transcript.Check("Irc/missed.txt");

    [Fact]
    public void It_is_told_of_the_last_hundred_messages() => Transcript.Check("Irc/missed-many.txt");

    [Fact]
    public void Lines_are_counted_and_the_first_of_a_message_says_when() => Transcript.Check("Irc/missed-lines.txt");

    [Fact]
    public void What_cannot_be_read_is_not_passed_over_in_silence() => Transcript.Check("Irc/missed-fails.txt");

    [Fact]
    public void Where_nothing_outlives_the_process_people_are_told_so() => Transcript.Check("Irc/history-in-memory.txt");

    [Fact]
    public void Where_nothing_is_kept_people_are_told_so() => Transcript.Check("Irc/history-not-kept.txt");
}
