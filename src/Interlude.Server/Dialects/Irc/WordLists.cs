using System.Buffers;
using Interlude.Irc;

namespace Interlude.Server.Dialects.Irc;

/// <summary>Replies with a list of words, in as many lines as it needs; a list of none needs none.</summary>
internal static class WordLists
{
    /// <param name="client">Who is answered.</param>
    /// <param name="numeric">The numeric of each line.</param>
    /// <param name="head">What stands in front of the list: the parameters before it, and the colon of the last.</param>
    /// <param name="separator">Between two words.</param>
    /// <param name="words">The words; none is longer than a line.</param>
    /// <param name="tail">What stands behind the list.</param>
    public static IEnumerable<ReadOnlyMemory<byte>> Lines(
        IrcClient client, Numeric numeric, string head, char separator, IEnumerable<ReadOnlyMemory<byte>> words, string tail = "")
    {
        var room = IrcLimits.MaxBodyBytes - Measure($":{client.ServerName} {numeric} {client.Target} {head}{tail}");
        var list = new ArrayBufferWriter<byte>();
        foreach (var word in words)
        {
            if (list.WrittenCount > 0 && list.WrittenCount + 1 + word.Length > room)
            {
                yield return client.NumericLine(numeric, $"{head}{list.WrittenMemory}{tail}");
                list.ResetWrittenCount();
            }

            if (list.WrittenCount > 0)
            {
                list.Write([(byte)separator]);
            }

            list.Write(word.Span);
        }

        if (list.WrittenCount > 0)
        {
            yield return client.NumericLine(numeric, $"{head}{list.WrittenMemory}{tail}");
        }
    }

    private static int Measure(IrcLine line) => line.Bytes.Length;
}
