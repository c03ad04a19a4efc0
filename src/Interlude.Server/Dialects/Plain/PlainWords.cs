namespace Interlude.Server.Dialects.Plain;

/// <summary>Takes typed text apart at its blanks: spaces, and the tabs of who hoped for a completion.</summary>
internal static class PlainWords
{
    private static ReadOnlySpan<byte> Blanks => " \t"u8;

    /// <summary>The text without the blanks around it.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => text.Trim(Blanks);

    /// <summary>The first word, and the rest without the blanks before it.</summary>
    public static Words Split(ReadOnlySpan<byte> text)
    {
        var blank = text.IndexOfAny(Blanks);
        return blank < 0 ? new Words(text, []) : new Words(text[..blank], text[blank..].TrimStart(Blanks));
    }
}

/// <summary>A word and what follows it.</summary>
internal readonly ref struct Words(ReadOnlySpan<byte> first, ReadOnlySpan<byte> rest)
{
    public ReadOnlySpan<byte> First { get; } = first;

    public ReadOnlySpan<byte> Rest { get; } = rest;

    public void Deconstruct(out ReadOnlySpan<byte> first, out ReadOnlySpan<byte> rest)
    {
        first = First;
        rest = Rest;
    }
}
