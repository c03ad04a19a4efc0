using System.Buffers;
using System.Text;
using Interlude.Irc;
using Interlude.World.Unicode;

namespace Interlude.Server.Dialects.Plain;

/// <summary>Writes what others said so that a terminal can only show it, never act on it.</summary>
/// <remarks>
/// <para>Taken out: IRC formatting codes (<see cref="IrcFormatting"/>), and ANSI color sequences:</para>
/// <code>sgr = ESC "[" *( DIGIT / ";" / ":" ) "m"      ; ECMA-48, 8.3.117 SGR</code>
/// <para>Escaped, in ASCII: <c>\xNN</c> for code points up to U+00FF, <c>\u{NNNN}</c> for the others:</para>
/// <list type="bullet">
/// <item>
/// C0 controls and DEL, TAB too, which would let a text imitate columns; C1 controls; U+2028 and U+2029;
/// </item>
/// <item>
/// what is invisible by nature (Default_Ignorable_Code_Point): all bidirectional controls, which reorder a line
/// for the eye; U+00AD, U+200B, U+2060, U+FEFF, fillers, tags and the like, which hide or smuggle text;
/// </item>
/// <item>U+FFF9 to U+FFFB, which some terminals treat as annotation and hide.</item>
/// </list>
/// <para>
/// Kept though invisible: U+200C and U+200D, which Persian and emoji need, and the variation selectors, which
/// emoji, Mongolian and Han names need: they change the look of a character that is there. The flags of
/// England, Scotland and Wales are spelled in tags and lose their colors to this.
/// </para>
/// <para>
/// A run of more than 16 blanks is shown as 16: a longer one could push words to where the next line begins on a
/// terminal, and there they would look like somebody else's.
/// </para>
/// <para>
/// A backslash stays as it is: people paste paths and patterns, and doubling it would make each of them wrong
/// to copy. The price is that an escape could also have been typed; either way it is harmless.
/// </para>
/// </remarks>
public static class Harmless
{
    private const byte Escape = 0x1B;

    /// <summary>Writes <paramref name="utf8"/> harmless.</summary>
    /// <param name="utf8">
    /// What was said, the bytes of a <c>Text</c>. A byte that is not UTF-8 is escaped as <c>\xNN</c>.
    /// </param>
    /// <param name="output">Gets UTF-8 without any control character, and no line end.</param>
    public static void Write(ReadOnlySpan<byte> utf8, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (utf8.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0)
        {
            Blanks.WriteShortened(utf8, output);
            return;
        }

        // Blanks are counted when the codes between them are gone.
        var escaped = new ArrayBufferWriter<byte>(utf8.Length);
        WriteEscaped(utf8, escaped);
        Blanks.WriteShortened(escaped.WrittenSpan, output);
    }

    /// <summary>Whether nobody would see anything of it: it is empty, or all blanks and codes that are taken out.</summary>
    public static bool ShowsNothing(ReadOnlySpan<byte> utf8)
    {
        var escaped = new ArrayBufferWriter<byte>(utf8.Length + 1);
        WriteEscaped(utf8, escaped);
        return Blanks.IsAllBlank(escaped.WrittenSpan);
    }

    private static void WriteEscaped(ReadOnlySpan<byte> utf8, IBufferWriter<byte> output)
    {
        var index = 0; // everything before it is known to be harmless, and not yet written
        while (true)
        {
            var run = utf8[index..].IndexOfAnyExceptInRange((byte)' ', (byte)'~');
            if (run < 0)
            {
                output.Write(utf8);
                return;
            }

            index += run;
            var length = MeasureFormatting(utf8[index..]);
            if (length > 0)
            {
                output.Write(utf8[..index]);
            }
            else if (Rune.DecodeFromUtf8(utf8[index..], out var rune, out length) != OperationStatus.Done)
            {
                output.Write(utf8[..index]);
                length = 1;
                WriteEscape(utf8[index], output);
            }
            else if (!CanBeShown(rune.Value))
            {
                output.Write(utf8[..index]);
                WriteEscape(rune.Value, output);
            }
            else
            {
                index += length;
                continue;
            }

            utf8 = utf8[(index + length)..];
            index = 0;
        }
    }

    private static int MeasureFormatting(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length < 3 || utf8[0] != Escape || utf8[1] != (byte)'[')
        {
            return IrcFormatting.MeasureCode(utf8);
        }

        var end = utf8[2..].IndexOfAnyExceptInRange((byte)'0', (byte)';'); // the digits, ':' and ';' are neighbours
        return end >= 0 && utf8[2 + end] == (byte)'m' ? 2 + end + 1 : 0;
    }

    private static bool CanBeShown(int codePoint) => codePoint switch
    {
        < 0x20 or (>= 0x7F and < 0xA0) => false,
        0x2028 or 0x2029 => false,
        >= 0xFFF9 and <= 0xFFFB => false,
        0x200C or 0x200D => true,
        (>= 0x180B and <= 0x180D) or 0x180F => true,                           // variation selectors: Mongolian,
        (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF) => true,      // the first 16, the other 240
        _ => !CodePoints.IsDefaultIgnorable(codePoint),
    };

    private static void WriteEscape(int codePoint, IBufferWriter<byte> output)
    {
        var isShort = codePoint <= 0xFF;
        output.Write(isShort ? "\\x"u8 : "\\u{"u8);

        var digits = isShort ? 2 : codePoint <= 0xFFFF ? 4 : codePoint <= 0xFFFFF ? 5 : 6;
        var span = output.GetSpan(digits);
        for (var digit = 0; digit < digits; digit++)
        {
            span[digit] = "0123456789ABCDEF"u8[(codePoint >> (4 * (digits - 1 - digit))) & 0xF];
        }

        output.Advance(digits);
        if (!isShort)
        {
            output.Write("}"u8);
        }
    }
}
