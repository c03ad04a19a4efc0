namespace Interlude.Tests.Server.Dialects.Irc;

public class IrcMembershipTests
{
    [Fact]
    public void Names_come_with_a_join_unless_they_are_not_wanted() => Transcript.Check("Irc/no-implicit-names.txt");

    [Fact]
    public void A_join_may_tell_the_account_and_the_real_name() => Transcript.Check("Irc/extended-join.txt");
}
