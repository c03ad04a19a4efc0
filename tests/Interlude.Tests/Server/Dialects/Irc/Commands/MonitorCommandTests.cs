namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class MonitorCommandTests
{
    [Fact]
    public void Whether_a_nick_is_somebodys_is_told() => Transcript.Check("Irc/monitor.txt");

    [Fact]
    public void Who_watches_hears_more_with_extended_monitor() => Transcript.Check("Irc/extended-monitor.txt");
}
