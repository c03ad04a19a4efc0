namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class RegisterCommandTests
{
    [Fact]
    public void An_account_is_made_before_one_is_a_user() => Transcript.Check("Irc/register-account.txt");

    [Fact]
    public void An_account_may_need_a_connection() => Transcript.Check("Irc/register-account-before.txt");

    [Fact]
    public void An_account_may_need_an_address() => Transcript.Check("Irc/register-account-email.txt");

    [Fact]
    public void People_may_make_none() => Transcript.Check("Irc/register-account-none.txt");

    [Fact]
    public void Not_now() => Transcript.Check("Irc/register-account-busy.txt");

    [Fact]
    public void Tries_are_counted() => Transcript.Check("Irc/register-account-tries.txt");

    [Fact]
    public void Without_need_an_address_is_not_kept() => Transcript.Check("Irc/register-account-email-none.txt");

    [Fact]
    public void The_capability_follows_the_configuration() => Transcript.Check("Irc/register-account-news.txt");

    [Fact]
    public void Nobody_gets_around_the_password_of_the_server() => Transcript.Check("Irc/register-account-pass.txt");

    [Fact]
    public void Names_that_somebody_holds_are_taken() => Transcript.Check("Irc/register-account-taken.txt");

    [Fact]
    public void Passwords_have_a_length() => Transcript.Check("Irc/register-account-password.txt");
}
