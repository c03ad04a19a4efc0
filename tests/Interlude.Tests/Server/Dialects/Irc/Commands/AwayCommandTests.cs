namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class AwayCommandTests
{
    [Fact]
    public void Who_writes_to_somebody_away_is_told() => Transcript.Check("Irc/away.txt");

    [Fact]
    public void Peers_hear_who_is_away() => Transcript.Check("Irc/away-notify.txt");

    [Fact]
    public void One_can_come_in_away() => Transcript.Check("Irc/pre-away.txt");
}
