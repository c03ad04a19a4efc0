using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Interlude.Lines;

namespace Interlude.Host;

/// <summary>Where to listen, as it is written on a command line: <c>SCHEME://HOST:PORT</c>, an IPv6 address in brackets,
/// <c>UNIXSCHEME:///PATH</c>, or <c>UNIXSCHEME-abstract:NAME</c>.</summary>
internal static class ListenUri
{
    // sockaddr_un.sun_path has 108 bytes on Linux, the last of them NUL.
    private const int MaxPathBytes = 107;

    private static readonly SearchValues<char> NotInNames = SearchValues.Create("/:@?#[] ");

    public static bool TryParse(
        string text, string scheme, string? unixScheme,
        [NotNullWhen(true)] out LineEndPoint? endPoint, [NotNullWhen(false)] out string? error)
    {
        endPoint = Rest(text, scheme) is { } address ? Tcp(address)
            : unixScheme is null ? null
            : Rest(text, unixScheme) is { } path ? Unix(path)
            : text.StartsWith(unixScheme + "-abstract:", StringComparison.OrdinalIgnoreCase)
                ? Abstract(text[(unixScheme.Length + "-abstract:".Length)..])
            : null;
        error = endPoint is null
            ? $"\"{text}\" is not a place to listen; write {scheme}://HOST:PORT, or {unixScheme}:///PATH of at most "
                + $"{MaxPathBytes} bytes."
            : null;
        return endPoint is not null;
    }

    private static string? Rest(string text, string scheme) =>
        text.StartsWith(scheme + "://", StringComparison.OrdinalIgnoreCase) ? text[(scheme.Length + 3)..] : null;

    private static LineEndPoint.Tcp? Tcp(string address)
    {
        var colon = address.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            return null;
        }

        var host = address[..colon];
        if (host.StartsWith('[') && host.EndsWith(']'))
        {
            host = host[1..^1];
            return System.Net.IPAddress.TryParse(host, out _) ? new(host, port) : null;
        }

        return !host.AsSpan().ContainsAny(NotInNames) ? new(host, port) : null;
    }

    private static LineEndPoint.Unix? Unix(string path) =>
        path.Length > 1 && path[0] == '/' && Encoding.UTF8.GetByteCount(path) <= MaxPathBytes ? new(path) : null;

    private static LineEndPoint.UnixAbstract? Abstract(string name) =>
        name.Length > 0 && !name.Contains('\0', StringComparison.Ordinal) && Encoding.UTF8.GetByteCount(name) <= MaxPathBytes
            ? new(name)
            : null;
}
