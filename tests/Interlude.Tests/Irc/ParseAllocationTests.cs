using System.Text;
using Interlude.Irc;

namespace Interlude.Tests.Irc;

public class ParseAllocationTests
{
    [Theory]
    [InlineData("PRIVMSG #room :good morning")]
    [InlineData("@time=2026-11-26T00:00:00.000Z;label=a :ana!ana@host PRIVMSG #room :good morning")]
    [InlineData("X 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 :21")]
    public void Seeing_a_line_as_a_message_allocates_nothing(string text)
    {
        var line = Encoding.UTF8.GetBytes(text);
        var bytes = Read(line);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++)
        {
            bytes += Read(line);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(0, bytes % 101);
        Assert.NotEqual(0, bytes);
    }

    // Everything there is, as whoever answers it would.
    private static int Read(ReadOnlySpan<byte> line)
    {
        Assert.True(IrcMessage.TryParse(line, out var message));
        var bytes = message.Verb.Length + message.Source.Length;
        foreach (var tag in message.Tags)
        {
            bytes += tag.Key.Length + tag.RawValue.Length;
        }

        for (var index = 0; index < message.Count; index++)
        {
            bytes += message[index].Length;
        }

        return bytes;
    }
}
