using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Interlude.World;

/// <summary>What all kinds of names begin with: bytes that are few enough, and UTF-8.</summary>
internal static class NameText
{
    /// <summary>Reads the bytes as text, or says why they cannot be a name of any kind.</summary>
    internal static bool TryRead(
        ReadOnlySpan<byte> utf8,
        int maxBytes,
        int maxCodePoints,
        [NotNullWhen(true)] out string? text,
        out NameFault fault)
    {
        text = null;
        fault = new NameFault(NameFaultKind.None, 0);
        if (utf8.IsEmpty)
        {
            fault = new NameFault(NameFaultKind.Empty, 0);
        }
        else if (utf8.Length > maxBytes)
        {
            fault = new NameFault(NameFaultKind.TooLong, 0); // before decoding: a peer may send any amount
        }
        else if (!System.Text.Unicode.Utf8.IsValid(utf8))
        {
            fault = new NameFault(NameFaultKind.BadCharacter, Rune.ReplacementChar.Value);
        }
        else if (CountCodePoints(utf8) > maxCodePoints)
        {
            fault = new NameFault(NameFaultKind.TooLong, 0);
        }
        else
        {
            text = Encoding.UTF8.GetString(utf8);
        }

        return text is not null;
    }

    // Every byte but the continuation bytes (10xxxxxx) begins a code point.
    internal static int CountCodePoints(ReadOnlySpan<byte> utf8)
    {
        var count = 0;
        foreach (var unit in utf8)
        {
            count += (unit & 0xC0) == 0x80 ? 0 : 1;
        }

        return count;
    }
}
