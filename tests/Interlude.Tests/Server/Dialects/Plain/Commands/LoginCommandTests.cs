namespace Interlude.Tests.Server.Dialects.Plain.Commands;

public class LoginCommandTests
{
    [Fact]
    public void An_owner_comes_to_its_name_and_channels() => Transcript.Check("Plain/login.txt");

    [Fact]
    public void What_holds_no_longer_is_forgotten() => Transcript.Check("Plain/login-refused.txt");

    [Fact]
    public void Not_now() => Transcript.Check("Plain/login-busy.txt");
}
