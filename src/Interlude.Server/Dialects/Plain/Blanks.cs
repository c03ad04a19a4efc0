using System.Buffers;
using System.Text;

namespace Interlude.Server.Dialects.Plain;

/// <summary>What is white on a terminal: spaces of any width, and marks that change only what is not there.</summary>
internal static class Blanks
{
    private const int MostInARow = 16;

    /// <summary>Writes text with runs of more than 16 blanks cut to their first 16.</summary>
    public static void WriteShortened(ReadOnlySpan<byte> utf8, IBufferWriter<byte> output)
    {
        while (Measure(utf8, out var kept, out var skipped))
        {
            output.Write(utf8[..kept]);
            utf8 = utf8[(kept + skipped)..];
        }

        output.Write(utf8);
    }

    public static bool IsAllBlank(ReadOnlySpan<byte> utf8)
    {
        foreach (var rune in new Utf8Runes(utf8))
        {
            if (!IsBlank(rune.Value))
            {
                return false;
            }
        }

        return true;
    }

    // Finds the first run that is too long: what is kept up to its 16th blank, and how many bytes of it are skipped.
    private static bool Measure(ReadOnlySpan<byte> utf8, out int kept, out int skipped)
    {
        var (position, run) = (0, 0);
        (kept, skipped) = (0, 0);
        foreach (var rune in new Utf8Runes(utf8))
        {
            if (IsBlank(rune.Value))
            {
                run++;
                kept = run <= MostInARow ? position + rune.Utf8SequenceLength : kept;
            }
            else if (run > MostInARow)
            {
                break;
            }
            else
            {
                run = 0;
            }

            position += rune.Utf8SequenceLength;
        }

        skipped = position - kept;
        return run > MostInARow;
    }

    private static bool IsBlank(int codePoint) => codePoint switch
    {
        ' ' or 0xA0 or 0x1680 or 0x202F or 0x205F or 0x2800 or 0x3000 => true,
        >= 0x2000 and <= 0x200D => true,
        (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF) => true,
        _ => false,
    };

    private ref struct Utf8Runes(ReadOnlySpan<byte> utf8)
    {
        private ReadOnlySpan<byte> _rest = utf8;

        public Rune Current { get; private set; }

        public readonly Utf8Runes GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_rest.IsEmpty)
            {
                return false;
            }

            Rune.DecodeFromUtf8(_rest, out var rune, out var length);
            Current = rune;
            _rest = _rest[length..];
            return true;
        }
    }
}
