using Interlude.World;

namespace Interlude.Server.Dialects.Plain;

/// <summary>Words what people say. Several lines are several lines here, each with who says it.</summary>
internal static class PlainSpeech
{
    public static ReadOnlyMemory<byte> Render(Event.Said said) => Lines(said.Speech, text => Line(said, text));

    public static ReadOnlyMemory<byte> Render(Event.Told told, PlainKind kind)
    {
        if (kind == PlainKind.Target)
        {
            return Lines(told.Speech, text => Line("<-", told.User, told.Speech, text));
        }

        var sent = Lines(told.Speech, text => Line("->", told.Target, told.Speech, text));
        return told.Away.Length == 0
            ? sent
            : PlainLine.Join(sent, PlainLine.Of($"* {told.Target} is away: {told.Away}"));
    }

    private static ReadOnlyMemory<byte> Line(Event.Said said, Text text)
    {
        var to = new Sentence(said.To == Ranks.None ? string.Empty : $" to {PlainModes.People(said.To)}");
        return (said.Speech.Kind, said.Speech.Form) switch
        {
            (SpeechKind.Notice, _) => PlainLine.Of($"-{said.User}{to}- {text}"),
            (_, TextKind.Action) => PlainLine.Of($"* <{said.User}{to}> {text}"),
            _ => PlainLine.Of($"<{said.User}{to}> {text}"),
        };
    }

    private static ReadOnlyMemory<byte> Line(string arrow, Identity other, Speech speech, Text text) => (speech.Kind, speech.Form) switch
    {
        (SpeechKind.Notice, _) => PlainLine.Of($"{new Sentence(arrow)} -{other}- {text}"),
        (_, TextKind.Action) => PlainLine.Of($"{new Sentence(arrow)} * {other}: {text}"),
        _ => PlainLine.Of($"{new Sentence(arrow)} {other}: {text}"),
    };

    // What was cut for the wire of another dialect is put together again.
    private static ReadOnlyMemory<byte> Lines(Speech speech, Func<Text, ReadOnlyMemory<byte>> render)
    {
        if (speech.More.IsEmpty)
        {
            return render(speech.Text);
        }

        var lines = ReadOnlyMemory<byte>.Empty;
        List<byte> line = [.. speech.Text.Utf8.Span];
        foreach (var next in speech.More)
        {
            if (!next.GoesOn)
            {
                lines = PlainLine.Join(lines, Rendered());
                line.Clear();
            }

            line.AddRange(next.Text.Utf8.Span);
        }

        return PlainLine.Join(lines, Rendered());

        ReadOnlyMemory<byte> Rendered() => line.Count == 0 ? ReadOnlyMemory<byte>.Empty : render(Texts.From([.. line]));
    }
}
