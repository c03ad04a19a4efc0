namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class TopicCommandTests
{
    [Fact]
    public void Topics_are_shown_set_and_cleared() => Transcript.Check("Irc/topic.txt");

    [Fact]
    public void A_long_topic_is_cut() => Transcript.Check("Irc/topic-long.txt");

    [Fact]
    public void A_topic_that_cannot_be_told_is_not_set() => Transcript.Check("Irc/topic-too-long.txt");
}
