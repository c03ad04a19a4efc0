namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class VerifyCommandTests
{
    [Fact]
    public void No_account_waits_for_a_code() => Transcript.Check("Irc/register-account.txt");
}
