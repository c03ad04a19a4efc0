namespace Interlude.Tests.Server.Dialects.Irc;

public class IsupportNewsTests
{
    [Fact]
    public void A_new_configuration_is_told_as_the_tokens_that_it_changes() => Transcript.Check("Irc/isupport-news.txt");
}
