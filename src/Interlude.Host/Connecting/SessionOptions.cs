using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Interlude.Client.Talks;

namespace Interlude.Host.Connecting;

/// <summary>Long talks, and how they look at a keyboard.</summary>
internal sealed class SessionOptions
{
    public Option<bool> Reconnect { get; } = new("--reconnect") { Description = "Connect again whenever the connection is lost, and say where the gap is." };

    public Option<string?> Login { get; } = new("--login") { HelpName = "FILE", Description = "Say the lines of FILE at each connection before all else; they are shown and written down nowhere." };

    public Option<bool> Irc { get; } = new("--irc") { Description = "Answer an IRC server's PING, and keep the nick that was asked for." };

    public Option<bool> Raw { get; } = new("--raw") { Description = "On a terminal: show what comes as it is, control characters too." };

    public Option<bool> Timestamps { get; } = new("--timestamps") { Description = "At a keyboard: the time before each line." };

    public Option<bool> ScreenReader { get; } = new("--screen-reader") { Description = "At a keyboard: only ever append lines, as with TERM=dumb." };

    public Option<string?> Words { get; } = new("--words") { HelpName = "FILE", Description = "At a keyboard: complete the words of FILE too." };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { Reconnect, Login, Irc, Raw, Timestamps, ScreenReader, Words })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Reads the login script.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="login">The script; null if none is asked for.</param>
    /// <param name="error">Otherwise a sentence.</param>
    public bool TryReadLogin(ParseResult parsed, out LoginScript? login, [NotNullWhen(false)] out string? error)
    {
        (login, error) = (null, null);
        if (parsed.GetValue(Login) is { } file && !LoginScript.TryLoad(file, out login, out error))
        {
            error = $"--login: {error}";
        }

        return error is null;
    }
}
