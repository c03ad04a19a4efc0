namespace Interlude.Tests.Server.Dialects.Irc;

public class ReplyScopeTests
{
    [Fact]
    public void Every_labeled_line_has_one_labeled_answer() => Transcript.Check("Irc/labels.txt");

    [Fact]
    public void Labels_work_before_registration_and_at_its_end() => Transcript.Check("Irc/labels-before.txt");
}
