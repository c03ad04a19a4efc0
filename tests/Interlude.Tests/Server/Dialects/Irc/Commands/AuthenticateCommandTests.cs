namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class AuthenticateCommandTests
{
    [Fact]
    public void A_password_logs_in() => Transcript.Check("Irc/sasl-plain.txt");

    [Fact]
    public void Chunks_are_put_together() => Transcript.Check("Irc/sasl-chunks.txt");

    [Fact]
    public void The_longest_password_logs_in() => Transcript.Check("Irc/sasl-long.txt");

    [Fact]
    public void What_was_shown_before_one_is_a_user_may_change() => Transcript.Check("Irc/sasl-before.txt");

    [Fact]
    public void Registering_ends_an_exchange() => Transcript.Check("Irc/sasl-registration.txt");

    [Fact]
    public void An_exchange_ends_in_time() => Transcript.Check("Irc/sasl-time.txt");

    [Fact]
    public void One_may_log_in_again() => Transcript.Check("Irc/sasl-again.txt");

    [Fact]
    public void What_is_offered_may_change() => Transcript.Check("Irc/sasl-offer.txt");

    [Fact]
    public void Wrong_passwords_are_counted() => Transcript.Check("Irc/sasl-throttle.txt");

    [Fact]
    public void Not_now() => Transcript.Check("Irc/sasl-busy.txt");

    [Fact]
    public void A_certificate_logs_in() => Transcript.Check("Irc/sasl-external.txt");

    [Fact]
    public void A_suspended_account_is_closed() => Transcript.Check("Irc/sasl-suspended.txt");

    [Fact]
    public void A_proof_logs_in() => Transcript.Check("Irc/sasl-scram.txt");
}
