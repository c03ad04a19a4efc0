namespace Interlude.Tests.Server;

public class LogFailureTests
{
    [Fact]
    public void A_name_that_was_not_recorded_can_be_given_again() => Transcript.Check("Plain/log-fails-arrival.txt");
}
