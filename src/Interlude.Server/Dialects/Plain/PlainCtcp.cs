using System.Text;
using Interlude.World;

namespace Interlude.Server.Dialects.Plain;

/// <summary>Answers what other people's programs ask of a plain user's, which has none: a person is not to see such questions.</summary>
internal static class PlainCtcp
{
    /// <summary>The answer to CTCP VERSION, PING and TIME (Modern IRC, CTCP); null for everything else.</summary>
    public static Speech? Answer(Event.Told told, Stamp stamp)
    {
        if (told.Speech is not { Kind: SpeechKind.Message, Form: TextKind.Ctcp })
        {
            return null;
        }

        var (verb, _) = PlainWords.Split(told.Speech.Text.Utf8.Span);
        return Ascii.EqualsIgnoreCase(verb, "VERSION"u8) ? Notice("VERSION Interlude, plain lines"u8)
            : Ascii.EqualsIgnoreCase(verb, "TIME"u8) ? Notice(Encoding.ASCII.GetBytes($"TIME {Dates.Of(stamp.Time.Milliseconds)}"))
            : Ascii.EqualsIgnoreCase(verb, "PING"u8) ? Notice(told.Speech.Text.Utf8.Span)
            : null;
    }

    private static Speech Notice(ReadOnlySpan<byte> text) => new(SpeechKind.Notice, TextKind.Ctcp, Texts.From(text));
}
