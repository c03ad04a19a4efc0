namespace Interlude.Tests.Server.Dialects.Irc;

public class MultilineIntakeTests
{
    [Fact]
    public void Several_lines_are_one_message() => Transcript.Check("Irc/multiline.txt");

    [Fact]
    public void What_is_wrong_with_a_batch_is_said_once() => Transcript.Check("Irc/multiline-fails.txt");

    [Fact]
    public void A_line_that_is_refused_spoils_the_batch() => Transcript.Check("Irc/multiline-refused.txt");

    [Fact]
    public void A_line_that_cannot_be_relayed_spoils_the_batch() => Transcript.Check("Irc/multiline-too-long.txt");
}
