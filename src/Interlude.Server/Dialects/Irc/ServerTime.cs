using System.Globalization;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>Moments as the <c>time</c> tag has them: <c>YYYY-MM-DDThh:mm:ss.sssZ</c>. https://ircv3.net/specs/extensions/server-time</summary>
internal static class ServerTime
{
    public const int Length = 24;

    // The years that four digits can say; a clock beyond them says the last moment within.
    private const long Earliest = -62_135_596_800_000;
    private const long Latest = 253_402_300_799_999;

    /// <summary>Reads a moment in just that form.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out Timestamp time)
    {
        var isTime = text.Length == Length & DateTime.TryParseExact(
            System.Text.Encoding.UTF8.GetString(text),
            "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var moment);
        time = new Timestamp((moment - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond);
        return isTime;
    }

    public static void Write(Timestamp time, Span<byte> output)
    {
        // The round-trip form has four digits more, and no format to be read at each call.
        Span<byte> ticks = stackalloc byte["yyyy-MM-ddTHH:mm:ss.fffffffZ".Length];
        DateTime.UnixEpoch.AddMilliseconds(Math.Clamp(time.Milliseconds, Earliest, Latest))
            .TryFormat(ticks, out _, "O", CultureInfo.InvariantCulture);
        ticks[..(Length - 1)].CopyTo(output);
        output[Length - 1] = (byte)'Z';
    }
}
