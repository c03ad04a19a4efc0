using System.Buffers;
using System.Text;
using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>The tags that clients tell each other, as they go on: those whose key begins with <c>+</c>, each once, the last value.</summary>
internal static class ClientTags
{
    /// <summary>Whether tags that come without a text are kept: a reaction, a reply, what is meant to stay; never that somebody types.</summary>
    public static bool AreKept(IrcTags tags)
    {
        var areKept = false;
        foreach (var tag in tags)
        {
            if (tag.Key.SequenceEqual("+typing"u8) || tag.Key.SequenceEqual("+draft/typing"u8))
            {
                return false;
            }

            areKept |= tag.Key.SequenceEqual("+draft/persist"u8)
                || tag.Key.SequenceEqual("+draft/react"u8) || tag.Key.SequenceEqual("+draft/unreact"u8)
                || tag.Key.SequenceEqual("+react"u8) || tag.Key.SequenceEqual("+unreact"u8)
                || tag.Key.SequenceEqual("+draft/reply"u8) || tag.Key.SequenceEqual("+reply"u8);
        }

        return areKept;
    }

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
