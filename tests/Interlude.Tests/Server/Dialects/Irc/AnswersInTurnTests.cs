namespace Interlude.Tests.Server.Dialects.Irc;

public class AnswersInTurnTests
{
    [Fact]
    public void Several_targets_are_answered_in_their_order() => Transcript.Check("Irc/targets.txt");
}
