namespace Interlude.Tests.Server.Dialects.Plain.Commands;

public class MsgCommandTests
{
    [Fact]
    public void A_private_message_reaches_one_person_and_nobody_else() => Transcript.Check("Plain/msg.txt");
}
