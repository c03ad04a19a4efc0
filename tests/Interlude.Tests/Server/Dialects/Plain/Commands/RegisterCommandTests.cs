namespace Interlude.Tests.Server.Dialects.Plain.Commands;

public class RegisterCommandTests
{
    [Fact]
    public void A_name_becomes_an_account() => Transcript.Check("Plain/register.txt");

    [Fact]
    public void People_may_make_none() => Transcript.Check("Plain/register-none.txt");
}
