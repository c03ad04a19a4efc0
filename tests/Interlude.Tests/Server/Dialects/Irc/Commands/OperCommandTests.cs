namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class OperCommandTests
{
    [Fact]
    public void A_name_and_its_password_make_an_operator() => Transcript.Check("Irc/oper.txt");

    [Fact]
    public void Wrong_passwords_are_throttled() => Transcript.Check("Irc/oper-throttle.txt");

    [Fact]
    public void Without_names_there_is_no_operator() => Transcript.Check("Irc/oper-none.txt");

    [Fact]
    public void Operators_can_listen_to_the_server() => Transcript.Check("Irc/server-notices.txt");
}
