namespace Interlude.Tests.Server.Dialects.Irc;

public class AttachmentTests
{
    [Fact]
    public void Several_clients_are_one_user() => Transcript.Check("Irc/several-clients.txt");

    [Fact]
    public void A_channel_is_told_under_the_name_that_it_has_by_then() => Transcript.Check("Irc/several-clients-renamed.txt");

    [Fact]
    public void A_user_has_so_many_clients() => Transcript.Check("Irc/several-clients-most.txt");

    [Fact]
    public void A_user_stays_without_a_client() => Transcript.Check("Irc/always-on.txt");

    [Fact]
    public void Whether_one_stays_is_the_operators_rule() => Transcript.Check("Irc/always-on-rule.txt");
}
