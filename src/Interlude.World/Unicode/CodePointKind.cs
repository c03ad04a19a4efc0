namespace Interlude.World.Unicode;

/// <summary>
/// What a code point is, as far as names ask: the general categories of the Unicode Character Database, taken
/// together.
/// </summary>
/// <remarks>The tables hold these numbers: <c>eng/unicode-tables</c> lists the same kinds in the same
/// order.</remarks>
public enum CodePointKind
{
    /// <summary>
    /// Controls, format characters, surrogates, private use, unassigned, separators (Cc Cf Cs Co Cn Z*).
    /// </summary>
    Other,

    /// <summary>A letter (Lu Ll Lt Lm Lo).</summary>
    Letter,

    /// <summary>A mark drawn over, under or around the character before it (Mn Me).</summary>
    NonspacingMark,

    /// <summary>A mark that takes room of its own (Mc), such as many vowel signs of India.</summary>
    SpacingMark,

    /// <summary>A decimal digit of any script (Nd).</summary>
    DecimalDigit,

    /// <summary>Another number: Roman numerals, fractions, circled and superscript digits (Nl No).</summary>
    OtherNumber,

    /// <summary>Punctuation (P*).</summary>
    Punctuation,

    /// <summary>A symbol: mathematics, currency, modifiers, emoji (S*).</summary>
    Symbol,
}
