namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class ChghostCommandTests
{
    [Fact]
    public void Peers_hear_of_another_host() => Transcript.Check("Irc/chghost.txt");

    [Fact]
    public void A_cloak_can_be_taken_off() => Transcript.Check("Irc/cloak.txt");
}
