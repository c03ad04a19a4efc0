namespace Interlude.Tests.Server.Dialects.Plain.Commands;

public class TopicCommandTests
{
    [Fact]
    public void A_topic_is_shown_set_and_taken_away() => Transcript.Check("Plain/topic.txt");
}
