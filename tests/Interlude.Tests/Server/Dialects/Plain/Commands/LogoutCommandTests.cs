namespace Interlude.Tests.Server.Dialects.Plain.Commands;

public class LogoutCommandTests
{
    [Fact]
    public void One_is_logged_in_no_longer() => Transcript.Check("Plain/login.txt");
}
