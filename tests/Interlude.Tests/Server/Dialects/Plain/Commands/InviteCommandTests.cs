namespace Interlude.Tests.Server.Dialects.Plain.Commands;

public class InviteCommandTests
{
    [Fact]
    public void An_invitation_is_seen_by_the_two_it_concerns() => Transcript.Check("Plain/invite.txt");
}
