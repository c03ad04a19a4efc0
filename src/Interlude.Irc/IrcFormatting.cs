using System.Buffers;

namespace Interlude.Irc;

/// <summary>The formatting codes that IRC clients put into what people say, and their removal.</summary>
/// <remarks>
/// <code>
/// code    = toggle / color / hex
/// toggle  = %x02 bold / %x0F reset / %x11 monospace / %x16 reverse
///         / %x1D italics / %x1E strikethrough / %x1F underline
/// color   = %x03 [ 1*2DIGIT [ "," 1*2DIGIT ] ]      ; two digits are taken where there are two
/// hex     = %x04 [ 6HEXDIG [ "," 6HEXDIG ] ]
/// </code>
/// A comma that no second color follows is text. https://modern.ircdocs.horse/formatting, "Characters" and
/// "Forms of Color Codes". All codes are ASCII, so they never begin inside a character of UTF-8.
/// </remarks>
public static class IrcFormatting
{
    private const byte Color = 0x03;
    private const byte HexColor = 0x04;

    private static readonly SearchValues<byte> Starts =
        SearchValues.Create(0x02, Color, HexColor, 0x0F, 0x11, 0x16, 0x1D, 0x1E, 0x1F);

    /// <summary>Writes <paramref name="utf8"/> without its formatting codes.</summary>
    /// <param name="utf8">UTF-8; other controls are text here and stay.</param>
    /// <param name="output">Gets the rest, in order.</param>
    public static void Strip(ReadOnlySpan<byte> utf8, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        while (true)
        {
            var start = utf8.IndexOfAny(Starts);
            if (start < 0)
            {
                output.Write(utf8);
                return;
            }

            output.Write(utf8[..start]);
            utf8 = utf8[(start + MeasureCode(utf8[start..]))..];
        }
    }

    /// <summary>
    /// How many bytes the formatting code has that <paramref name="utf8"/> begins with; 0 if it begins with
    /// none.
    /// </summary>
    public static int MeasureCode(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty || !Starts.Contains(utf8[0]))
        {
            return 0;
        }

        return utf8[0] switch
        {
            Color => 1 + MeasureColors(utf8[1..], CountDigits),
            HexColor => 1 + MeasureColors(utf8[1..], CountHexColor),
            _ => 1,
        };
    }

    private static int MeasureColors(ReadOnlySpan<byte> utf8, Func<ReadOnlySpan<byte>, int> count)
    {
        var foreground = count(utf8);
        if (foreground == 0 || utf8.Length == foreground || utf8[foreground] != (byte)',')
        {
            return foreground;
        }

        var background = count(utf8[(foreground + 1)..]);
        return background == 0 ? foreground : foreground + 1 + background;
    }

    private static int CountDigits(ReadOnlySpan<byte> utf8)
    {
        var digits = utf8[..Math.Min(2, utf8.Length)].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return digits < 0 ? Math.Min(2, utf8.Length) : digits;
    }

    private static int CountHexColor(ReadOnlySpan<byte> utf8)
    {
        const int Length = 6; // RRGGBB, all of it or none
        if (utf8.Length < Length)
        {
            return 0;
        }

        foreach (var digit in utf8[..Length])
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return 0;
            }
        }

        return Length;
    }
}
