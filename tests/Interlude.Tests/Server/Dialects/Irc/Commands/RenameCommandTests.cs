namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class RenameCommandTests
{
    [Fact]
    public void A_channel_gets_another_name() => Transcript.Check("Irc/rename.txt");

    [Fact]
    public void The_lobby_keeps_its_name() => Transcript.Check("Irc/rename-lobby.txt");
}
