using System.Globalization;

namespace Interlude.Server;

/// <summary>Moments for people to read, in UTC: <c>Mon, 23 Nov 2026 10:00:00 UTC</c>.</summary>
internal static class Dates
{
    public static string Of(long milliseconds) => DateTime.UnixEpoch.AddMilliseconds(Math.Clamp(milliseconds, 0, 253_402_300_799_999))
        .ToString("ddd, dd MMM yyyy HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
