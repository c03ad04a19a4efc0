namespace Interlude.Tests.Server.Dialects.Irc;

public class NamesRepliesTests
{
    [Fact]
    public void All_prefixes_of_a_member() => Transcript.Check("Irc/multi-prefix.txt");

    [Fact]
    public void Whole_sources_of_members() => Transcript.Check("Irc/userhost-in-names.txt");
}
