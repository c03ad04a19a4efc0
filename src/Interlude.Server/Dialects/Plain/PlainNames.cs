using Interlude.World;

namespace Interlude.Server.Dialects.Plain;

/// <summary>Says in a sentence what is wrong with a name, and lists names.</summary>
internal static class PlainNames
{
    public static Sentence Explain(NameFault fault) => new(fault.Kind switch
    {
        NameFaultKind.Empty => "A name has at least one letter.",
        NameFaultKind.TooLong => $"A name has at most {Nick.MaxCodePoints} characters and {Nick.MaxBytes} bytes.",
        NameFaultKind.BadStart => $"A name cannot begin with {Show(fault.CodePoint)}.",
        NameFaultKind.BadCharacter =>
            $"A name cannot hold {Show(fault.CodePoint)}: letters, digits and -_[]\\`^{{}}| can stand in one.",
        _ => throw new System.Diagnostics.UnreachableException($"No sentence for {fault.Kind}."),
    });

    public static Sentence ExplainChannel(NameFault fault) => new(fault.Kind switch
    {
        NameFaultKind.Empty => "A channel's name is # and something after it.",
        NameFaultKind.TooLong =>
            $"A channel's name has at most {ChannelName.MaxCodePoints} characters and {ChannelName.MaxBytes} bytes.",
        NameFaultKind.BadStart => "A channel's name begins with # and then a character that can stand alone.",
        NameFaultKind.BadCharacter => $"A channel's name cannot hold {Show(fault.CodePoint)}.",
        _ => throw new System.Diagnostics.UnreachableException($"No sentence for {fault.Kind}."),
    });

    /// <summary><c>bob</c>, <c>bob and cyd</c>, <c>bob, cyd and dan</c>, <c>bob, cyd, dan and 97 others</c>.</summary>
    public static Sentence List(IReadOnlyCollection<string> names, int most)
    {
        var shown = names.Take(names.Count > most ? most : names.Count).ToList();
        var last = names.Count > most ? $"{names.Count - most} others" : null;
        if (last is null && shown.Count > 1)
        {
            last = shown[^1];
            shown.RemoveAt(shown.Count - 1);
        }

        var list = string.Join(", ", shown);
        return new Sentence(last is null ? list : $"{list} and {last}");
    }

    public static Sentence People(int count) => new(count == 1 ? "1 person" : $"{count} people");

    private static string Show(int codePoint) => codePoint switch
    {
        ' ' => "a space",
        > 0x20 and < 0x7F => $"\"{(char)codePoint}\"",
        _ => $"the character U+{codePoint:X4}",
    };
}
