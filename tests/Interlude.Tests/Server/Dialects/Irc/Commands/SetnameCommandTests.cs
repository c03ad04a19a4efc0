namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class SetnameCommandTests
{
    [Fact]
    public void Peers_hear_what_somebody_is_called() => Transcript.Check("Irc/setname.txt");
}
