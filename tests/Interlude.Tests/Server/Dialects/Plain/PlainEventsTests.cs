namespace Interlude.Tests.Server.Dialects.Plain;

public class PlainEventsTests
{
    [Fact]
    public void Each_event_comes_once_in_the_words_that_are_for_each() => Transcript.Check("Plain/delivery.txt");
}
