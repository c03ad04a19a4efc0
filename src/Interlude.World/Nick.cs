using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Interlude.World.Unicode;

namespace Interlude.World;

/// <summary>
/// The name of a user. One rule and one fold for all dialects (<c>docs/ARCHITECTURE.md</c>, rule 22).
/// </summary>
/// <remarks>
/// <code>
/// nick   = start *( start / digit / "-" )     ; 1 to 32 code points, at most 64 bytes of UTF-8
/// start  = letter *mark / special
/// special = "_" / "[" / "]" / "\" / "`" / "^" / "{" / "}" / "|"
/// letter = general category L    mark = M    digit = Nd, of any script
/// </code>
/// Refused everywhere, because two names must not look the same and be two: what is invisible
/// (<see cref="CodePoints.IsInvisible"/>); the same nonspacing mark twice in a row, and more than four in a row; and
/// whatever folds to something that is not itself such a nick, such as U+FDFA, whose folded form has spaces in
/// it. Letters of different scripts that look alike (Latin a, Cyrillic а) are not compared. There is no
/// equality here: compare <see cref="Key"/>, ordinally. Immutable.
/// </remarks>
public sealed class Nick
{
    /// <summary>Most code points in a nick.</summary>
    public const int MaxCodePoints = 32;

    /// <summary>Most bytes of UTF-8 in a nick, so that IRC lines keep room for what is said.</summary>
    public const int MaxBytes = 64;

    /// <summary>
    /// Most UTF-16 units in a <see cref="Key"/>: no code point that a nick may hold folds to more than four.
    /// </summary>
    public const int MaxKeyLength = 4 * MaxCodePoints;

    private static readonly SearchValues<byte> AsciiLetters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_[]\\`^{}|"u8);

    private Nick(string value, string key, byte[] utf8)
    {
        Value = value;
        Key = key;
        Utf8 = utf8;
    }

    /// <summary>The nick as it was typed, to be shown.</summary>
    public string Value { get; }

    /// <summary>The folded nick: two nicks with the same key are one.</summary>
    public string Key { get; }

    /// <summary><see cref="Value"/> in UTF-8, to be rendered; the nick's own copy.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>How many code points it has.</summary>
    public int CodePointCount => NameText.CountCodePoints(Utf8.Span);

    /// <summary>The only way to get a nick.</summary>
    /// <param name="utf8">What was typed, without anything around it. Not kept.</param>
    /// <param name="nick">The nick, or null.</param>
    /// <param name="fault">Why there is none; the first fault found.</param>
    public static bool TryCreate(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out Nick? nick, out NameFault fault)
    {
        nick = null;
        if (IsGoodAscii(utf8))
        {
            fault = default;
            var ascii = Encoding.ASCII.GetString(utf8);
            nick = new Nick(ascii, Fold.Of(ascii), utf8.ToArray());
            return true;
        }

        if (!NameText.TryRead(utf8, MaxBytes, MaxCodePoints, out var value, out fault))
        {
            return false;
        }

        fault = FindFault(value);
        if (fault.Kind != NameFaultKind.None)
        {
            return false;
        }

        var key = Fold.Of(value);
        fault = FindFaultOfKey(key, value);
        if (fault.Kind != NameFaultKind.None)
        {
            return false;
        }

        nick = new Nick(value, key, utf8.ToArray());
        return true;
    }

    /// <summary><see cref="Value"/>.</summary>
    public override string ToString() => Value;

    // What nearly all nicks are, and what needs no look at the tables.
    private static bool IsGoodAscii(ReadOnlySpan<byte> utf8) =>
        utf8.Length is > 0 and <= MaxCodePoints && utf8[0] is not ((byte)'-' or (>= (byte)'0' and <= (byte)'9'))
        && utf8.IndexOfAnyExcept(AsciiLetters) < 0;

    private static NameFault FindFault(string name)
    {
        var previous = CodePointKind.Other;
        var isFirst = true;
        foreach (var rune in name.EnumerateRunes())
        {
            var kind = CodePoints.GetKind(rune.Value);
            var isMark = kind is CodePointKind.NonspacingMark or CodePointKind.SpacingMark;
            if (isFirst && (isMark || kind == CodePointKind.DecimalDigit || rune.Value == '-'))
            {
                return new NameFault(NameFaultKind.BadStart, rune.Value);
            }

            // A mark is only ever let through behind a letter, so one behind a mark belongs to a letter too.
            var isInPlace = isMark
                ? previous is CodePointKind.Letter or CodePointKind.NonspacingMark or CodePointKind.SpacingMark
                : kind is CodePointKind.Letter or CodePointKind.DecimalDigit || IsSpecial(rune);
            if (!isInPlace || CodePoints.IsInvisible(rune.Value))
            {
                return new NameFault(NameFaultKind.BadCharacter, rune.Value);
            }

            previous = kind;
            isFirst = false;
        }

        return default;
    }

    // The key keeps the rule of the nick; what is reported is the code point that was typed, where one is to blame.
    private static NameFault FindFaultOfKey(string key, string value)
    {
        if (ReferenceEquals(key, value))
        {
            return default;
        }

        var fault = FindFault(key);
        if (fault.Kind == NameFaultKind.BadStart)
        {
            return fault with { CodePoint = Rune.GetRuneAt(value, 0).Value };
        }

        if (fault.Kind == NameFaultKind.BadCharacter)
        {
            foreach (var rune in value.EnumerateRunes())
            {
                if (FindFault("a" + Fold.Of(rune.ToString())).Kind != NameFaultKind.None)
                {
                    return fault with { CodePoint = rune.Value };
                }
            }

            return fault;
        }

        var excess = MarkRun.FindExcess(key);
        return excess < 0 ? default : new NameFault(NameFaultKind.BadCharacter, excess);
    }

    private static bool IsSpecial(Rune rune) => rune.IsAscii && "-_[]\\`^{}|".Contains((char)rune.Value);
}
