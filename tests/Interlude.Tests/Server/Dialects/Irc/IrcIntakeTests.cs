using System.Text;

namespace Interlude.Tests.Server.Dialects.Irc;

public class IrcIntakeTests
{
    [Fact]
    public void Lines_must_be_UTF_8() => Transcript.Check("Irc/utf8-only.txt");

    [Fact]
    public void Standard_replies_stand_where_a_document_asks_for_them() => Transcript.Check("Irc/standard-replies.txt");

    [Fact]
    public void A_line_that_was_skipped_is_answered() => Transcript.Check("Irc/message-tags-sizes.txt");

    /// <summary>message-tags, "Size limit": tag data of 4,094 bytes, and 512 for the rest, with CR LF.</summary>
    [Theory]
    [InlineData(4094, 510, true)]
    [InlineData(4095, 510, false)]
    [InlineData(4094, 511, false)]
    [InlineData(0, 510, true)]
    [InlineData(0, 511, false)]
    [InlineData(1, 510, true)]
    [InlineData(1, 511, false)]
    public void Sizes_are_kept_exactly(int tagBytes, int bodyBytes, bool isTaken)
    {
        var server = new IrcAsker("message-tags");
        var tags = tagBytes == 0 ? string.Empty : $"@{new string('a', tagBytes)} ";

        var answer = server.Ask(tags + "NOSUCH ".PadRight(bodyBytes, 'x'));

        Assert.Equal(isTaken ? ":interlude.local 421 ana NOSUCH :Unknown command" : ":interlude.local 417 ana :Input line was too long", answer);
    }

    /// <summary>What is too long keeps its label, if that could be read.</summary>
    [Fact]
    public void A_line_that_is_too_long_is_answered_with_its_label()
    {
        var server = new IrcAsker("batch labeled-response");

        Assert.Equal(
            "@label=1 :interlude.local 417 ana :Input line was too long", server.Ask("@label=1 " + "PING ".PadRight(511, 'x')));
    }

    /// <summary>"A message too long to relay": 512 bytes with the sender's source in front are the most.</summary>
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void What_could_not_be_relayed_whole_is_not_sent(int excess, bool isSent)
    {
        var server = new IrcAsker("echo-message");
        var room = 510 - ":ana!ana@localhost PRIVMSG ana :".Length;

        var answers = server.AskAll($"PRIVMSG ana :{new string('x', room + excess)}");

        Assert.Equal(isSent ? [510, 510] : [":interlude.local 417 ana :Input line was too long".Length], answers.Select(Encoding.UTF8.GetByteCount));
    }
}
