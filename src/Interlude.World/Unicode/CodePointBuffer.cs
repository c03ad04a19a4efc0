using System.Text;

namespace Interlude.World.Unicode;

/// <summary>A text as code points, to be mapped in several steps. Made for short texts; used once.</summary>
/// <remarks>
/// A surrogate without its partner is a code point of its own here: nothing maps to or from it, and
/// <see cref="ToString"/> gives it back.
/// </remarks>
internal sealed class CodePointBuffer
{
    private List<int> _codePoints;
    private List<int> _spare = [];

    internal CodePointBuffer(string text)
    {
        _codePoints = new List<int>(text.Length);
        AppendUtf16(text, _codePoints);
    }

    /// <summary>toCasefold(X): each code point by its full folding. Unicode 15.0, section 3.13, R4.</summary>
    internal void FoldCase()
    {
        foreach (var codePoint in _codePoints)
        {
            AppendMapped(codePoint, FindCaseFolding(codePoint));
        }

        Swap();
    }

    /// <summary>NFD(X). Unicode 15.0, section 3.11, D68.</summary>
    internal void DecomposeCanonically()
    {
        foreach (var codePoint in _codePoints)
        {
            if (!TryAppendHangul(codePoint))
            {
                AppendMapped(codePoint, FindCanonical(codePoint));
            }
        }

        Swap();
        OrderMarks();
    }

    /// <summary>NFKD(X). Unicode 15.0, section 3.11, D65.</summary>
    internal void DecomposeCompatibly()
    {
        foreach (var codePoint in _codePoints)
        {
            if (!TryAppendHangul(codePoint))
            {
                var mapped = FindCompatibility(codePoint);
                AppendMapped(codePoint, mapped.IsEmpty ? FindCanonical(codePoint) : mapped);
            }
        }

        Swap();
        OrderMarks();
    }

    /// <summary>The code points as UTF-16.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(_codePoints.Count);
        foreach (var codePoint in _codePoints)
        {
            if (codePoint < 0x10000)
            {
                text.Append((char)codePoint);
            }
            else
            {
                text.Append((char)(0xD7C0 + (codePoint >> 10))).Append((char)(0xDC00 + (codePoint & 0x3FF)));
            }
        }

        return text.ToString();
    }

    // Canonical ordering, D109: within a run of marks, by combining class; a stable insertion, as such runs are short.
    private void OrderMarks()
    {
        for (var index = 1; index < _codePoints.Count; index++)
        {
            var codePoint = _codePoints[index];
            var rank = CodePoints.GetCombiningClass(codePoint);
            var place = index;
            while (rank != 0 && place > 0 && CodePoints.GetCombiningClass(_codePoints[place - 1]) > rank)
            {
                _codePoints[place] = _codePoints[place - 1];
                place--;
            }

            _codePoints[place] = codePoint;
        }
    }

    // Arithmetic decomposition of Hangul syllables: Unicode 15.0, section 3.12.
    private bool TryAppendHangul(int codePoint)
    {
        const int FirstSyllable = 0xAC00, FirstLeading = 0x1100, FirstVowel = 0x1161, NoTrailing = 0x11A7;
        const int Leadings = 19, Vowels = 21, Trailings = 28;
        var syllable = codePoint - FirstSyllable;
        if (syllable is < 0 or >= Leadings * Vowels * Trailings)
        {
            return false;
        }

        _spare.Add(FirstLeading + (syllable / (Vowels * Trailings)));
        _spare.Add(FirstVowel + (syllable / Trailings % Vowels));
        if (syllable % Trailings != 0)
        {
            _spare.Add(NoTrailing + (syllable % Trailings));
        }

        return true;
    }

    private void AppendMapped(int codePoint, ReadOnlySpan<char> mapped)
    {
        if (mapped.IsEmpty)
        {
            _spare.Add(codePoint);
        }
        else
        {
            AppendUtf16(mapped, _spare);
        }
    }

    private void Swap()
    {
        (_codePoints, _spare) = (_spare, _codePoints);
        _spare.Clear();
    }

    private static void AppendUtf16(ReadOnlySpan<char> text, List<int> codePoints)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]))
            {
                codePoints.Add(char.ConvertToUtf32(text[index], text[index + 1]));
                index++;
            }
            else
            {
                codePoints.Add(text[index]);
            }
        }
    }

    private static ReadOnlySpan<char> FindCaseFolding(int codePoint) => Find(
        UnicodeTables.CaseFoldingKeys, UnicodeTables.CaseFoldingStarts, UnicodeTables.CaseFoldingValues, codePoint);

    private static ReadOnlySpan<char> FindCanonical(int codePoint) => Find(
        UnicodeTables.CanonicalKeys, UnicodeTables.CanonicalStarts, UnicodeTables.CanonicalValues, codePoint);

    private static ReadOnlySpan<char> FindCompatibility(int codePoint) => Find(
        UnicodeTables.CompatibilityKeys,
        UnicodeTables.CompatibilityStarts,
        UnicodeTables.CompatibilityValues,
        codePoint);

    // Empty where there is none: no mapping of these tables is to nothing.
    private static ReadOnlySpan<char> Find(
        ReadOnlySpan<int> keys, ReadOnlySpan<ushort> starts, ReadOnlySpan<char> values, int codePoint)
    {
        var found = keys.BinarySearch(codePoint);
        return found < 0 ? [] : values[starts[found]..starts[found + 1]];
    }
}
