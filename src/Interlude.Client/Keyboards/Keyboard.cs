using System.Runtime.Versioning;
using Interlude.Client.Editing;
using Interlude.Client.Talks;
using Interlude.Client.Terminals;
using Interlude.Lines;

namespace Interlude.Client.Keyboards;

/// <summary>A talk at the terminal that the process was started at.</summary>
public static class Keyboard
{
    /// <summary>Whether a person sits at both standard input and standard output.</summary>
    public static bool IsThere => !OperatingSystem.IsWindows() && TerminalMode.IsTerminal(0) && TerminalMode.IsTerminal(1);

    /// <summary>Talks until either side ends it; the terminal is then as it was found.</summary>
    /// <param name="talk">Not read yet; closed at the end.</param>
    /// <param name="destination">Whose lines of earlier runs are offered.</param>
    /// <param name="options">How it looks, and what is done beside it.</param>
    /// <returns>Why the connection ended.</returns>
    /// <exception cref="IOException">The terminal is gone, or cannot be set.</exception>
    [UnsupportedOSPlatform("windows")]
    public static async Task<LineCloseReason> RunAsync(ITalk talk, string destination, KeyboardOptions options)
    {
        ArgumentNullException.ThrowIfNull(talk);
        ArgumentNullException.ThrowIfNull(options);
        var isAppending = options.IsScreenReader || Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb";
        var scribe = new LineScribe(TimeProvider.System)
        {
            HasColor = !isAppending && (options.HasColor ?? Environment.GetEnvironmentVariable("NO_COLOR") is null or ""),
            HasTime = options.HasTimestamps,
            IsRaw = options.IsRaw,
        };
        var reason = await (isAppending ? AppendAsync(talk, destination, options, scribe) : EditAsync(talk, destination, options, scribe)).ConfigureAwait(false);
        return reason ?? await talk.CloseAsync().ConfigureAwait(false);
    }

    [UnsupportedOSPlatform("windows")]
    private static async Task<LineCloseReason?> AppendAsync(ITalk talk, string destination, KeyboardOptions options, LineScribe scribe)
    {
        var history = HistoryStore.For(destination).Load(out var trouble);
        using var terminal = new CookedTerminal();
        if (trouble is not null)
        {
            CookedTerminal.Write(scribe.Note(trouble) + "\n");
        }

        return await new AppendingMode(talk, terminal.Events, CookedTerminal.Write, history, scribe, options).RunAsync().ConfigureAwait(false);
    }

    [UnsupportedOSPlatform("windows")]
    private static async Task<LineCloseReason?> EditAsync(ITalk talk, string destination, KeyboardOptions options, LineScribe scribe)
    {
        var history = HistoryStore.For(destination).Load(out var forgotten);
        var words = WordFile.Read(options.WordFile, out var unread);
        using var terminal = new SystemTerminal();
        foreach (var trouble in new[] { forgotten, unread }.OfType<string>())
        {
            terminal.Write(scribe.Note(trouble) + "\r\n");
        }

        var editor = new LineEditor("> ", history, new SeenWords(words));
        return await new KeyboardMode(talk, terminal, editor, scribe, options).RunAsync().ConfigureAwait(false);
    }
}
