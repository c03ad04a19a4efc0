namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class UserhostCommandTests
{
    [Fact]
    public void Hosts_are_told() => Transcript.Check("Irc/userhost.txt");
}
