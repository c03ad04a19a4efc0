using System.Globalization;

namespace Interlude.Server;

/// <summary>Moments for people to read, in UTC: <c>Mon, 23 Nov 2026 10:00:00 UTC</c>.</summary>
internal static class Dates
{
    /// <summary>The same in short: <c>2026-11-23 10:00:00</c>.</summary>
    public static string Short(long milliseconds) => DateTime.UnixEpoch.AddMilliseconds(Math.Clamp(milliseconds, 0, 253_402_300_799_999))
        .ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Of(long milliseconds) => DateTime.UnixEpoch.AddMilliseconds(Math.Clamp(milliseconds, 0, 253_402_300_799_999))
        .ToString("ddd, dd MMM yyyy HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
