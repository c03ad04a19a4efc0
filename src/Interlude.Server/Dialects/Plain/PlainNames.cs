using Interlude.World;

namespace Interlude.Server.Dialects.Plain;

/// <summary>Says in a sentence what is wrong with a name, and lists names.</summary>
internal static class PlainNames
{
    public static Sentence Explain(NameFault fault) => new(fault.Kind switch
    {
        NameFaultKind.Empty => "A name has at least one character.",
        NameFaultKind.TooLong => $"A name has at most {Nick.MaxCodePoints} characters and {Nick.MaxBytes} bytes.",
        NameFaultKind.BadStart =>
            $"A name cannot begin with {Show(fault.CodePoint)}: letters and _[]\\`^{{}}| can begin one.",
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
    /// <param name="names">The names, one or more; not all are looked at.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="most">Most to be shown. Two are left unshown at least, or none.</param>
    public static Sentence List(IEnumerable<string> names, int count, int most)
    {
        var shown = names.Take(count > most + 1 ? most : count).ToList();
        if (shown.Count < count)
        {
            shown.Add($"{count - shown.Count} others");
        }

        var list = string.Join(", ", shown.SkipLast(1));
        return new Sentence(shown.Count > 1 ? $"{list} and {shown[^1]}" : shown[0]);
    }

    public static Sentence People(int count) => new(count == 1 ? "1 person" : $"{count} people");

    private static string Show(int codePoint) => codePoint switch
    {
        ' ' => "a space",
        > 0x20 and < 0x7F => $"\"{(char)codePoint}\"",
        _ => $"the character U+{codePoint:X4}",
    };
}
