namespace Interlude.Tests.Server.Dialects.Plain.Commands;

public class PasswordCommandTests
{
    [Fact]
    public void A_password_is_changed() => Transcript.Check("Plain/password.txt");
}
