using System.Buffers;
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

        var output = new ArrayBufferWriter<byte>();
        foreach (var tag in tags)
        {
            // Of a key that comes twice, only the last counts.
            if (!tag.IsClientOnly || !tags.TryGet(tag.Key, out var value) || !IsSame(value, tag.RawValue))
            {
                continue;
            }

            if (output.WrittenCount > 0)
            {
                output.Write(";"u8);
            }

            output.Write(tag.Key);
            if (!value.IsEmpty)
            {
                output.Write("="u8);
                output.Write(value);
            }
        }

        return IrcTexts.From(output.WrittenSpan);
    }

    private static bool IsSame(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) => a.Overlaps(b) || (a.IsEmpty && b.IsEmpty);
}
