using System.Globalization;

namespace Interlude.Load.Servers;

/// <summary>Any other server, by NAME=PORT:COMMAND.</summary>
internal static class OtherServer
{
    /// <summary>The command goes to a shell, which it takes the place of.</summary>
    /// <exception cref="LoadException">It is not of that form.</exception>
    public static ServerKind Parse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var colon = text.IndexOf(':', Math.Max(0, equals));
        return equals > 0 && colon > equals &&
            int.TryParse(text[(equals + 1)..colon], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? new ServerKind(text[..equals], (_, _) => ["sh", "-c", "exec " + text[(colon + 1)..]]) { FixedPort = port }
            : throw new LoadException($"\"{text}\" is no server: write interlude, inspircd, ngircd, floor or NAME=PORT:COMMAND.");
    }
}
