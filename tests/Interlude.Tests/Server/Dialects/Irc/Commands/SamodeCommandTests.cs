namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class SamodeCommandTests
{
    [Fact]
    public void Server_operators_change_modes_from_outside() => Transcript.Check("Irc/samode.txt");
}
