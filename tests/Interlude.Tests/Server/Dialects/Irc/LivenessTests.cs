namespace Interlude.Tests.Server.Dialects.Irc;

public class LivenessTests
{
    [Fact]
    public void A_silent_client_is_asked_and_then_given_up() => Transcript.Check("Irc/liveness.txt");

    [Fact]
    public void Registration_takes_no_longer_than_it_may() => Transcript.Check("Irc/liveness-registration.txt");
}
