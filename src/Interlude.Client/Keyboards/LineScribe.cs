using System.Globalization;
using System.Text;
using Interlude.Client.Editing;
using Interlude.Client.Screens;
using Interlude.Client.Talks;
using Interlude.Lines;

namespace Interlude.Client.Keyboards;

/// <summary>How lines look on a screen.</summary>
/// <param name="clock">Says the time of day.</param>
internal sealed class LineScribe(TimeProvider clock)
{
    private const string Dim = "\e[2m", Red = "\e[31m", Plain = "\e[0m";
    private const int TabColumns = 8;

    /// <summary>Whether colours are used, sparingly.</summary>
    public bool HasColor { get; init; }

    /// <summary>Whether each line begins with the time.</summary>
    public bool HasTime { get; init; }

    /// <summary>Whether lines from the server are shown as they are, whatever they do to the terminal.</summary>
    public bool IsRaw { get; init; }

    /// <summary>What there is to show of it, as one line or, where the line came raw, what it makes; null for nothing.</summary>
    public string? Describe(Happening happened) => happened switch
    {
        Happening.Said { IsTaken: true } said => Time() + Colored(Dim, "> " + Shown(said.Text)),
        Happening.Said { IsTaken: false } said => NotSent(said.Text),
        Happening.Said said => Time() + Colored(Red, $"Perhaps sent, and perhaps not: {Shown(said.Text)}"),
        Happening.Received { Text: { } text } received => Received(text, received.Item.Kind),
        Happening.Received received => TalkNotice.Of(received.Item) is { } notice ? Note(notice) : null,
        _ => null,
    };

    public string NotSent(string line) => Time() + Colored(Red, $"Not sent, nobody takes it: {Shown(line)}");

    /// <summary>A word of our own.</summary>
    public string Note(string text) => Time() + Colored(Dim, $"-- {text}");

    private string Received(string line, LineClientItemKind kind)
    {
        // A colour that the line leaves on would go on in what is typed.
        var text = Time() + (!IsRaw ? VisibleText.Escape(WithoutTabs(line)) : line.Contains('\e') ? line + Plain : line);
        return kind switch
        {
            LineClientItemKind.TooLong => text + Colored(Red, " (a longer line than allowed: the rest is not shown)"),
            LineClientItemKind.Unterminated => text + Colored(Red, " (the line was not finished)"),
            _ => text,
        };
    }

    // What one has typed can be seen by whoever looks over a shoulder, but it need not stay on the screen.
    private static string Shown(string line) => SecretLine.LooksLike(line)
        ? $"{VisibleText.Escape(SecretLine.Mask(line))} (it looks like a secret)"
        : VisibleText.Escape(line);

    // A tab is no more than white space, and does no harm as such.
    private static string WithoutTabs(string line)
    {
        if (!line.Contains('\t'))
        {
            return line;
        }

        var (pieces, text, column) = (line.Split('\t'), new StringBuilder(), 0);
        foreach (var piece in pieces.SkipLast(1))
        {
            column += VisibleText.Columns(piece);
            var spaces = TabColumns - (column % TabColumns);
            text.Append(piece).Append(' ', spaces);
            column += spaces;
        }

        return text.Append(pieces[^1]).ToString();
    }

    private string Time() => HasTime ? Colored(Dim, clock.GetLocalNow().ToString("HH:mm:ss ", CultureInfo.InvariantCulture)) : "";

    private string Colored(string color, string text) => HasColor && text.Length > 0 ? color + text + Plain : text;
}
