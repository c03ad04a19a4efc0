using System.Globalization;
using Interlude.Client.Editing;
using Interlude.Client.Screens;
using Interlude.Lines;

namespace Interlude.Client.Keyboards;

/// <summary>How lines look on a screen.</summary>
/// <param name="clock">Says the time of day.</param>
internal sealed class LineScribe(TimeProvider clock)
{
    private const string Dim = "\e[2m", Red = "\e[31m", Plain = "\e[0m";

    /// <summary>Whether colours are used, sparingly.</summary>
    public bool HasColor { get; init; }

    /// <summary>Whether each line begins with the time.</summary>
    public bool HasTime { get; init; }

    /// <summary>Whether lines from the server are shown as they are, whatever they do to the terminal.</summary>
    public bool IsRaw { get; init; }

    public string Received(string line, LineClientItemKind kind)
    {
        var text = Time() + (IsRaw ? line : VisibleText.Escape(line));
        return kind switch
        {
            LineClientItemKind.TooLong => text + Colored(Red, " (a longer line than allowed: the rest is not shown)"),
            LineClientItemKind.Unterminated => text + Colored(Red, " (the line was not finished)"),
            _ => text,
        };
    }

    public string Sent(string line) => Time() + Colored(Dim, "> " + Shown(line));

    public string NotSent(string line) => Time() + Colored(Red, $"Not sent, nobody takes it: {Shown(line)}");

    /// <summary>A word of our own.</summary>
    public string Note(string text) => Time() + Colored(Dim, $"-- {text}");

    /// <summary>What there is to say of the connection; null for nothing.</summary>
    public string? Notice(LineClientItem item) => item switch
    {
        { Kind: LineClientItemKind.Connected, Gap: { } gap } => Note($"Connected again after {Seconds(gap.Duration)}; what was said meanwhile is not here."),
        { Kind: LineClientItemKind.Lost, Pause.Ticks: > 0 } => Note($"The connection was lost; the next try is in {Seconds(item.Pause)}."),
        { Kind: LineClientItemKind.Retrying } => Note($"{VisibleText.Escape(item.Failure!.Message.TrimEnd('.'))}; the next try is in {Seconds(item.Pause)}."),
        _ => null,
    };

    // What one has typed can be seen by whoever looks over a shoulder, but it need not stay on the screen.
    private static string Shown(string line) => SecretLine.LooksLike(line)
        ? $"{VisibleText.Escape(line.TrimStart().Split(' ')[0])} (the rest looks like a secret)"
        : VisibleText.Escape(line);

    private string Time() => HasTime ? Colored(Dim, clock.GetLocalNow().ToString("HH:mm:ss ", CultureInfo.InvariantCulture)) : "";

    private string Colored(string color, string text) => HasColor && text.Length > 0 ? color + text + Plain : text;

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");
}
