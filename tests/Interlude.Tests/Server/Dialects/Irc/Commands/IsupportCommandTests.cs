namespace Interlude.Tests.Server.Dialects.Irc.Commands;

public class IsupportCommandTests
{
    [Fact]
    public void Isupport_is_answered_before_registration_to_who_asked_for_that() => Transcript.Check("Irc/isupport.txt");

    [Fact]
    public void Values_are_escaped() => Transcript.Check("Irc/isupport-escapes.txt");
}
