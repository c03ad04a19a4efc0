namespace Interlude.Tests.Server.Dialects.Plain.Commands;

public class PingCommandTests
{
    [Fact]
    public void Ping_is_answered_with_its_text() => Transcript.Check("Plain/ping.txt");
}
