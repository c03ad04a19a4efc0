namespace Interlude.Tests.Server.Dialects.Irc;

public class CapNewsTests
{
    [Fact]
    public void A_new_configuration_is_told_to_who_has_cap_notify() => Transcript.Check("Irc/cap-news.txt");
}
