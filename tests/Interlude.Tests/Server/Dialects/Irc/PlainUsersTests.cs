namespace Interlude.Tests.Server.Dialects.Irc;

public class PlainUsersTests
{
    [Fact]
    public void Plain_users_are_users_to_irc_clients() => Transcript.Check("Irc/plain-users.txt");
}
