using System.Runtime.Versioning;
using Interlude.Client.Editing;
using Interlude.Client.Talks;
using Interlude.Client.Terminals;
using Interlude.Lines;

namespace Interlude.Client.Keyboards;

/// <summary>A talk at the terminal that the process was started at.</summary>
public static class Keyboard
{
    /// <summary>Whether a person sits at both standard input and standard output, at a terminal whose cursor can be moved.
    /// </summary>
    public static bool IsThere => !OperatingSystem.IsWindows() && TerminalMode.IsTerminal(0) && TerminalMode.IsTerminal(1)
        && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    /// <summary>Talks until either side ends it; the terminal is then as it was found.</summary>
    /// <param name="talk">Not read yet; closed at the end.</param>
    /// <param name="destination">Whose lines of earlier runs are offered.</param>
    /// <returns>Why the connection ended.</returns>
    [UnsupportedOSPlatform("windows")]
    public static async Task<LineCloseReason> RunAsync(ITalk talk, string destination)
    {
        ArgumentNullException.ThrowIfNull(talk);
        var store = HistoryStore.For(destination);
        var history = store.Load(out var trouble);
        var scribe = new LineScribe(TimeProvider.System) { HasColor = Environment.GetEnvironmentVariable("NO_COLOR") is null or "" };
        using var terminal = new SystemTerminal();
        if (trouble is not null)
        {
            terminal.Write(scribe.Note(trouble) + "\r\n");
        }

        var mode = new KeyboardMode(talk, terminal, new LineEditor("> ", history, new SeenWords()), scribe)
        {
            EndInput = async () => await talk.EndInputAsync(CancellationToken.None).ConfigureAwait(false),
        };
        var reason = await mode.RunAsync().ConfigureAwait(false);
        return reason ?? await talk.CloseAsync().ConfigureAwait(false);
    }
}
