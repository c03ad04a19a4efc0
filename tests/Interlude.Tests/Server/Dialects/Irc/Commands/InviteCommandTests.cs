namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class InviteCommandTests
{
    [Fact]
    public void Invitations() => Transcript.Check("Irc/invite.txt");
}
