namespace Interlude.Tests.Server.Dialects.Plain;

public class PlainClientTests
{
    [Fact]
    public void What_shows_nothing_is_nothing_and_blanks_push_no_words_around() => Transcript.Check("Plain/blanks.txt");

    [Fact]
    public void A_session_reads_as_in_the_readme() => Transcript.Check("Plain/session.txt");

    [Fact]
    public void What_is_said_reaches_the_channel_and_what_is_not_text_does_not() => Transcript.Check("Plain/text.txt");

    [Fact]
    public void What_others_write_does_nothing_to_a_terminal() => Transcript.Check("Plain/harmless.txt");

    [Fact]
    public void Nobody_passes_for_the_server_or_another() => Transcript.Check("Plain/forging.txt");
}
