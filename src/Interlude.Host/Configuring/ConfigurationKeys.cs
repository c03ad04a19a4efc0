using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Interlude.Host.Listening;
using Interlude.Host.Passwords;
using Interlude.Host.Storage;
using Interlude.World;

namespace Interlude.Host.Configuring;

/// <summary>All keys there are, in the order of the documentation.</summary>
internal static class ConfigurationKeys
{
    private const int MaxLineBytes = 400;   // of a text that has to fit into one line of any dialect

    public static ImmutableArray<ConfigurationKey> All { get; } = [.. Places(), .. Data(), .. Presentation(), .. Operators(), .. Policies(), .. AccountKeys.All(), .. HistoryKeys.All(), .. LimitKeys.All()];

    /// <summary>The key that a path belongs to, whatever its case; null if there is none.</summary>
    public static ConfigurationKey? Of(string path, out string below) => Around(path, out below) is { } key && key.Has(below) ? key : null;

    /// <summary>The key that a path belongs to, even if there is nothing of that name below it.</summary>
    public static ConfigurationKey? Around(string path, out string below)
    {
        foreach (var key in All)
        {
            if (path.StartsWith(key.Name, StringComparison.OrdinalIgnoreCase) && (path.Length == key.Name.Length || path[key.Name.Length] == '.'))
            {
                below = path.Length == key.Name.Length ? string.Empty : path[(key.Name.Length + 1)..];
                return key;
            }
        }

        below = string.Empty;
        return null;
    }

    private static ConfigurationKey[] Places() =>
    [
        new ListKey<ListenPlace>(
            "listen", "Where to listen, and what is spoken there. Port 0 takes a free one.", ListenPlace.Allowed,
            c => c.Listen.Select(place => place.ToString()),
            text => ListenPlace.TryParse(text, out var place) ? place : null,
            (c, places) => c with { Listen = places })
        {
            IsReloadable = false,
            Explain = ListenPlace.Explain,
        },
        new TextKey(
            "tls.certificate", "The file of the certificate for ircs:// and wss://, and of the certificates between it and an authority.",
            "the path of a file in PEM",
            c => c.CertificateFile, (c, path) => c with { CertificateFile = path.Length > 0 ? path : null })
        {
            IsPath = true,
            Sample = "\"interlude.pem\"",
        },
        new TextKey(
            "tls.key", "The file of its private key, not encrypted. Without this it is looked for in the file of the certificate.",
            "the path of a file in PEM",
            c => c.KeyFile, (c, path) => c with { KeyFile = path.Length > 0 ? path : null })
        {
            IsPath = true,
            Sample = "\"interlude.key\"",
        },
        new ListKey<string>(
            "web.allowedOrigins", "The pages whose scripts may connect to ws:// and wss://, by their origin; * is all. Programs other than browsers send no origin and may always connect.",
            "* or an origin such as https://chat.example.org, without a path",
            c => c.AllowedOrigins, text => text == "*" || IsOrigin(text) ? text : null,
            (c, origins) => c with { AllowedOrigins = origins }),
        new SwitchKey(
            "sockets.epoll", "Whether the server polls its connections itself (epoll), which costs less than the runtime's own way. On Linux only; elsewhere it is as if it were false.",
            c => c.HasEpoll, (c, isOn) => c with { HasEpoll = isOn })
        {
            IsReloadable = false,
        },
    ];

    private static ConfigurationKey[] Data() =>
    [
        new TextKey(
            "data.directory", "Where the data are kept, by one server alone. Without this: $XDG_DATA_HOME/interlude, which is ~/.local/share/interlude, or what the platform has in its place.",
            "the path of a directory",
            c => c.DataDirectory, (c, path) => c with { DataDirectory = path.Length > 0 ? path : null })
        {
            IsPath = true,
            IsReloadable = false,
            Sample = "\"/var/lib/interlude\"",
        },
        new TextKey(
            "data.durability", "What all that people have seen survives: a loss of power, the end of the process, or, with everything kept in memory and no file made, nothing.",
            DurabilityExtensions.Allowed,
            c => c.Durability.ToWord(), (c, word) => DurabilityExtensions.Parse(word) is { } durability ? c with { Durability = durability } : null)
        {
            IsReloadable = false,
        },
    ];

    private static ConfigurationKey[] Presentation() =>
    [
        new TextKey(
            "server.name", "The server's name, by which it speaks to IRC clients.",
            "a name with a dot in it, of at most 63 ASCII letters, digits, dots and hyphens",
            c => c.Profile.Name, (c, name) => IsServerName(name) ? c with { Profile = c.Profile with { Name = name } } : null)
        {
            IsReloadable = false,
        },
        new TextKey(
            "server.description", "What the server is, in a line.", Line,
            c => c.Profile.Description, (c, text) => text.Length > 0 && IsLine(text) ? c with { Profile = c.Profile with { Description = text } } : null),
        new TextKey(
            "server.network", "The name of the network, as IRC clients show it.",
            "1 to 63 ASCII letters, digits, dots, hyphens and underscores",
            c => c.Profile.Network, (c, name) => IsWord(name) ? c with { Profile = c.Profile with { Network = name } } : null)
        {
            IsReloadable = false,
        },
        new ListKey<string>(
            "server.motd", "The message of the day, line by line.", Line,
            c => c.Profile.Motd, text => IsLine(text) ? text : null,
            (c, lines) => c with { Profile = c.Profile with { Motd = lines } })
        {
            Separator = '\n',
            Sample = "[\"Welcome.\", \"Be kind.\"]",
        },
        new TextKey(
            "server.motdFile", "A text file with the message of the day; it replaces server.motd. Read when the configuration is.",
            "the path of a text file",
            c => c.MotdFile, (c, path) => c with { MotdFile = path.Length > 0 ? path : null })
        {
            IsPath = true,
            Sample = "\"motd.txt\"",
        },
        Admin("location", "Where the server is (ADMIN).", c => c.Profile.AdminLocation, (c, text) => c with { Profile = c.Profile with { AdminLocation = text } }),
        Admin("organization", "Who runs it.", c => c.Profile.AdminOrganization, (c, text) => c with { Profile = c.Profile with { AdminOrganization = text } }),
        Admin("email", "How to reach them.", c => c.Profile.AdminEmail, (c, text) => c with { Profile = c.Profile with { AdminEmail = text } }),
    ];

    private static ConfigurationKey[] Operators() =>
    [
        new TextKey(
            "server.password", "The hash of the password that IRC clients must give to connect (PASS). Without this none is asked for. It does not guard plain://, where nobody is asked.",
            PasswordVerifier.Allowed,
            c => c.Password,
            (c, text) => text.Length == 0 ? c with { Password = null } : PasswordVerifier.TryParse(text, out _) ? c with { Password = text } : null)
        {
            IsSecret = true,
            Sample = "\"SCRAM-SHA-256$600000:...\"",
        },
        new OperatorsKey
        {
            Sample = "[{ \"name\": \"ana\", \"password\": \"SCRAM-SHA-256$600000:...\", \"class\": \"admin\" }]",
        },
        new OperatorClassesKey(),
    ];

    private static ConfigurationKey[] Policies() =>
    [
        new TextKey(
            "users.defaultModes", "The modes that a user of IRC begins with: i (invisible), w (hears WALLOPS), x (address cloaked).",
            "some of the letters i, w, x, after a +",
            c => "+" + c.Profile.DefaultUserModes,
            (c, text) => text.TrimStart('+') is var letters && letters.All("iwx".Contains) && letters.Distinct().Count() == letters.Length
                ? c with { Profile = c.Profile with { DefaultUserModes = letters } }
                : null),
        new TextKey(
            "channels.defaultModes", "The modes that a channel begins with: n (members only may speak), t (topic for operators), s (secret), i (invited only), m (moderated), C (no CTCP), c (no formatting), M (accounts speak), R (accounts join). The lobby, which nobody operates, begins with n, C and c of them alone.",
            $"some of the letters {string.Join(", ", ChannelModeLetters.All.AsEnumerable())}, after a +",
            c => ChannelModeLetters.Format(c.Policy.DefaultChannelTraits),
            (c, text) => ChannelModeLetters.Parse(text) is { } traits ? c with { Policy = c.Policy with { DefaultChannelTraits = traits } } : null),
        new TextKey(
            "channels.lobby", "The channel where people of plain:// arrive, and which nobody operates by being there; empty for none.",
            "empty or a channel's name, such as #lobby",
            c => c.Policy.Lobby?.ToString() ?? string.Empty,
            (c, text) => text.Length == 0 ? c with { Policy = c.Policy with { Lobby = null } }
                : ChannelName.TryCreate(Encoding.UTF8.GetBytes(text), out var lobby, out _) ? c with { Policy = c.Policy with { Lobby = lobby } }
                : null),
        new SwitchKey(
            "cloak.enabled", "Whether the addresses of IRC users are hidden behind a cloak made of them and the key.",
            c => c.HasCloaks, (c, isOn) => c with { HasCloaks = isOn })
        {
            IsReloadable = false,
        },
        new TextKey(
            "cloak.key", "The secret that cloaks are made with. Without it a random one is taken at each start, and bans on cloaks do not fit any more after a restart.",
            "base64 of at least 16 bytes",
            c => c.CloakKey is { } key ? Convert.ToBase64String(key.Span) : null,
            (c, text) => text.Length == 0 ? c with { CloakKey = null } : DecodedKey(text) is { } key ? c with { CloakKey = key } : null)
        {
            IsSecret = true,
            IsReloadable = false,
            Sample = "\"(openssl rand -base64 32)\"",
        },
    ];

    private static string Line => string.Create(CultureInfo.InvariantCulture, $"one line of at most {MaxLineBytes} bytes of UTF-8");

    private static TextKey Admin(string name, string meaning, Func<Configuration, string> get, Func<Configuration, string, Configuration> set) =>
        new($"server.admin.{name}", meaning, Line, get, (c, text) => IsLine(text) ? set(c, text) : null);

    /// <summary>Whether a text fits into a line.</summary>
    public static bool IsLine(string text) =>
        Text.TryCreate(Encoding.UTF8.GetBytes(text), out var line) && line.Length <= MaxLineBytes;

    private static bool IsServerName(string name) =>
        name.Length <= 63 && name.Split('.') is { Length: > 1 } labels
        && labels.All(label => label.Length > 0 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'));

    private static bool IsWord(string name) =>
        name.Length is > 0 and <= 63 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var origin) && origin.Scheme is "http" or "https"
        && text.Equals($"{origin.Scheme}://{origin.Authority}", StringComparison.OrdinalIgnoreCase);

    private static ReadOnlyMemory<byte>? DecodedKey(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) && count >= 16
            ? new ReadOnlyMemory<byte>(bytes, 0, count)
            : (ReadOnlyMemory<byte>?)null;   // not that of a null array
    }
}
