namespace Interlude.Tests.Server.Dialects.Irc;

public class RegistrationTests
{
    [Fact]
    public void Nick_and_user_come_in_any_order() => Transcript.Check("Irc/registration.txt");

    [Fact]
    public void Before_it_is_complete_few_verbs_work() => Transcript.Check("Irc/registration-before.txt");

    [Fact]
    public void A_taken_nick_leaves_the_connection_for_another_try() => Transcript.Check("Irc/registration-taken.txt");

    [Fact]
    public void The_nick_may_be_lost_at_the_last_moment() => Transcript.Check("Irc/registration-race.txt");

    [Fact]
    public void Nobody_is_let_in_while_nothing_can_be_recorded() => Transcript.Check("Irc/registration-log.txt");

    [Fact]
    public void The_password_of_the_server_must_be_right() => Transcript.Check("Irc/registration-pass.txt");

    [Fact]
    public void A_cloak_is_told() => Transcript.Check("Irc/registration-cloak.txt");

    [Fact]
    public void An_address_does_not_begin_with_a_colon() => Transcript.Check("Irc/registration-host.txt");
}
