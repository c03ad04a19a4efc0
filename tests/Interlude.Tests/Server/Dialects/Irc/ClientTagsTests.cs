namespace Interlude.Tests.Server.Dialects.Irc;

public class ClientTagsTests
{
    [Fact]
    public void Only_what_clients_tell_each_other_is_relayed() => Transcript.Check("Irc/message-tags.txt");

    [Fact]
    public void Replies_reactions_and_typing_are_relayed() => Transcript.Check("Irc/client-tags.txt");
}
