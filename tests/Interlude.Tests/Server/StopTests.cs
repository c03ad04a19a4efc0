namespace Interlude.Tests.Server;

public class StopTests
{
    [Fact]
    public void Idle_clients_are_told_and_closed_at_once() => Transcript.Check("Plain/stop-idle.txt");

    [Fact]
    public void A_server_without_clients_stops_at_once() => Transcript.Check("Plain/stop-empty.txt");

    [Fact]
    public void Lines_that_wait_are_answered_before_the_end() => Transcript.Check("Plain/stop-held.txt");

    [Fact]
    public void Lines_under_way_are_answered_before_the_end() => Transcript.Check("Plain/stop-busy.txt");

    [Fact]
    public void While_the_log_fails_people_go_and_the_stop_waits_for_the_log() => Transcript.Check("Plain/stop-log-fails.txt");
}
