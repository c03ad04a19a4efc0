using System.Buffers;
using System.Text;
using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>The tags that clients tell each other, as they go on: those whose key begins with <c>+</c>, each once, the last value.</summary>
internal static class ClientTags
{
    public static Text From(IrcTags tags)
    {
        if (tags.IsEmpty)
        {
            return Text.Empty;
        }

        var last = new OrderedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var tag in tags)
        {
            if (tag.IsClientOnly)
            {
                last[Encoding.UTF8.GetString(tag.Key)] = tag.RawValue.ToArray();
            }
        }

        var output = new ArrayBufferWriter<byte>();
        foreach (var (key, value) in last)
        {
            output.Write(output.WrittenCount > 0 ? ";"u8 : ""u8);
            Encoding.UTF8.GetBytes(key, output);
            output.Write(value.Length > 0 ? "="u8 : ""u8);
            output.Write(value);
        }

        return IrcTexts.From(output.WrittenSpan);
    }
}
