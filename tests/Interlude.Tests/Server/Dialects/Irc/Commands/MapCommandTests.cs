namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class MapCommandTests
{
    [Fact]
    public void Map_shows_the_servers_to_operators() => Transcript.Check("Irc/map.txt");
}
