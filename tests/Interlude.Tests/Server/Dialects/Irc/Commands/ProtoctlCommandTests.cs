namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class ProtoctlCommandTests
{
    [Fact]
    public void Protoctl_turns_on_what_capabilities_turn_on() => Transcript.Check("Irc/protoctl.txt");
}
