namespace Interlude.World.Unicode;

/// <summary>What the committed tables say of one code point.</summary>
/// <remarks>
/// Any integer may be asked about. Surrogates, and what lies outside U+0000 to U+10FFFF, have kind
/// <see cref="CodePointKind.Other"/> and no other property.
/// </remarks>
public static class CodePoints
{
    /// <summary>The general category, reduced to what names ask.</summary>
    public static CodePointKind GetKind(int codePoint)
    {
        var range = FindRange(UnicodeTables.KindFirsts, UnicodeTables.KindLasts, codePoint);
        return range < 0 ? CodePointKind.Other : (CodePointKind)UnicodeTables.KindValues[range];
    }

    /// <summary>Whether it is a mark, of either kind: it belongs to the character before it.</summary>
    public static bool IsMark(int codePoint) =>
        GetKind(codePoint) is CodePointKind.NonspacingMark or CodePointKind.SpacingMark;

    /// <summary>
    /// Whether it has the property Default_Ignorable_Code_Point: what cannot show it, shows nothing.
    /// </summary>
    public static bool IsDefaultIgnorable(int codePoint) =>
        FindRange(UnicodeTables.IgnorableFirsts, UnicodeTables.IgnorableLasts, codePoint) >= 0;

    /// <summary>
    /// Whether it leaves no ink where a name is read: default ignorable, or one of the letters, marks and
    /// symbols that Unicode names as blanks, fillers and joiners without giving them that property.
    /// </summary>
    /// <remarks>Spaces are not asked about: they are of kind <see cref="CodePointKind.Other"/>.</remarks>
    public static bool IsInvisible(int codePoint) => codePoint switch
    {
        0x2800 => true,              // BRAILLE PATTERN BLANK
        0xFFFC => true,              // OBJECT REPLACEMENT CHARACTER
        0x1107F => true,             // BRAHMI NUMBER JOINER
        0x13441 or 0x13442 => true,  // EGYPTIAN HIEROGLYPH FULL BLANK, HALF BLANK
        0x16FE4 => true,             // KHITAN SMALL SCRIPT FILLER
        0x1D159 => true,             // MUSICAL SYMBOL NULL NOTEHEAD
        _ => IsDefaultIgnorable(codePoint),
    };

    /// <summary>The canonical combining class, 0 to 254.</summary>
    internal static int GetCombiningClass(int codePoint)
    {
        if (codePoint < 0x300)
        {
            return 0; // the first one that has a class
        }

        var range = FindRange(UnicodeTables.CombiningFirsts, UnicodeTables.CombiningLasts, codePoint);
        return range < 0 ? 0 : UnicodeTables.CombiningValues[range];
    }

    private static int FindRange(ReadOnlySpan<int> firsts, ReadOnlySpan<int> lasts, int codePoint)
    {
        var found = firsts.BinarySearch(codePoint);
        var range = found >= 0 ? found : ~found - 1;
        return range >= 0 && codePoint <= lasts[range] ? range : -1;
    }
}
