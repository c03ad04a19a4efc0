namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class LinksCommandTests
{
    [Fact]
    public void Links_shows_the_servers_to_operators() => Transcript.Check("Irc/links.txt");
}
