using System.Globalization;
using Interlude.Client.Screens;
using Interlude.Lines;

namespace Interlude.Client.Talks;

/// <summary>What there is to say to people about a talk.</summary>
internal static class TalkNotice
{
    /// <returns>A sentence; null if there is nothing to say.</returns>
    public static string? Of(LineClientItem item) => item switch
    {
        { Kind: LineClientItemKind.Connected, Gap: { } gap } => $"Connected again after {Seconds(gap.Duration)}; what was said meanwhile is not here.",
        { Kind: LineClientItemKind.Lost, Pause.Ticks: > 0 } => $"The connection was lost ({Why(item.Reason)}); the next try is in {Seconds(item.Pause)}.",
        { Kind: LineClientItemKind.Retrying } => $"{VisibleText.Escape(item.Failure!.Message.TrimEnd('.'))}; the next try is in {Seconds(item.Pause)}.",
        { Kind: LineClientItemKind.TooLong } => $"A line was too long: only its first {item.Line.Length} bytes are here (--max-line).",
        { Kind: LineClientItemKind.Unterminated } => "The last line was not finished.",
        _ => null,
    };

    private static string Why(LineCloseReason? reason) => reason switch
    {
        { Kind: LineCloseKind.PeerClosed } => "the server ended it",
        { Exception: { } exception } => VisibleText.Escape(exception.Message.TrimEnd('.')),
        { Kind: LineCloseKind.TimedOut } => "a time limit ran out",
        { Kind: LineCloseKind.OverLimit } => "a line was too long",
        _ => "it was closed here",
    };

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");
}
