namespace Interlude.Tests.Server.Dialects.Irc;

public class AccountModesTests
{
    [Fact]
    public void Accounts_are_let_in() => Transcript.Check("Irc/account-modes.txt");

    [Fact]
    public void Masks_are_about_accounts() => Transcript.Check("Irc/extban-account.txt");

    [Fact]
    public void PASS_logs_in() => Transcript.Check("Irc/pass-account.txt");
}
