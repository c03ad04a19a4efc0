using Interlude.Server;

namespace Interlude.Tests.Server.Accounts;

/// <summary>Whether an account is there shows neither by the answer nor by the work that it costs.</summary>
public sealed class AccountDeskTests
{
    [Theory]
    [InlineData("ana", "wrong-one")]
    [InlineData("ana", "phone-aaaaaaaaaaaaaaaaaaaa")]   // as a password for a program looks
    [InlineData("nobody", "wrong-one")]
    [InlineData("nobody", "phone-aaaaaaaaaaaaaaaaaaaa")]
    [InlineData("no!name", "wrong-one")]
    public void A_wrong_try_costs_one_check_of_as_many_rounds_and_is_answered_alike(string name, string password)
    {
        var host = new RehearsedHost();
        host.Type(host.Connect("ana"), "/register secret-ana");   // RehearsedPasswords: 4096 rounds
        var eve = host.Connect("eve");
        host.Outputs.Clear();

        host.Type(eve, $"/login {name} {password}");

        var check = Assert.IsType<ServerRequest.CheckPassword>(Assert.Single(host.Outputs.OfType<Output.Request>()).What);
        Assert.StartsWith("SCRAM-SHA-256$4096:", check.Verifier, StringComparison.Ordinal);
        Assert.Equal("* The account or the password is wrong.", host.Got(eve)[^1]);
    }
}
