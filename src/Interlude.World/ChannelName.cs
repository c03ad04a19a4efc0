using System.Diagnostics.CodeAnalysis;
using System.Text;
using Interlude.World.Unicode;

namespace Interlude.World;

/// <summary>
/// The name of a channel. One rule and one fold for all dialects (<c>docs/ARCHITECTURE.md</c>, rule 22).
/// </summary>
/// <remarks>
/// <code>
/// name    = "#" visible *( visible / mark )   ; 1 to 63 code points behind "#", at most 100 bytes of UTF-8 in all
/// visible = %x21-2B / %x2D-7E                 ; ASCII without space and comma, which part names in a list
///         / letter / number / punctuation / symbol
/// letter = general category L    mark = M    number = N    punctuation = P    symbol = S
/// </code>
/// Nothing else, so no space of any kind, control, format character, private use or unassigned code point; and
/// nothing invisible (<see cref="CodePoints.IsInvisible"/>): a heart typed as U+2764 U+FE0F is refused for its
/// selector, U+2764 alone is good. Also refused: the same nonspacing mark twice in a row, more than four in a
/// row, and a name that folds to more than <see cref="MaxKeyLength"/>. There is no equality here: compare
/// <see cref="Key"/>, ordinally. Immutable.
/// </remarks>
public sealed class ChannelName
{
    /// <summary>Most code points in a name, <c>#</c> included.</summary>
    public const int MaxCodePoints = 64;

    /// <summary>Most bytes of UTF-8 in a name, <c>#</c> included.</summary>
    public const int MaxBytes = 100;

    /// <summary>
    /// Most UTF-16 units in a <see cref="Key"/>: four for each code point; a few ligatures fold to many more.
    /// </summary>
    public const int MaxKeyLength = 4 * MaxCodePoints;

    private ChannelName(string value, string key, byte[] utf8)
    {
        Value = value;
        Key = key;
        Utf8 = utf8;
    }

    /// <summary>The name as it was typed, <c>#</c> included, to be shown.</summary>
    public string Value { get; }

    /// <summary>
    /// The folded name: two names with the same key are one. Not a name itself, and never to be sent: folded
    /// symbols may hold spaces (U+00B4) or a comma (U+FF0C).
    /// </summary>
    public string Key { get; }

    /// <summary><see cref="Value"/> in UTF-8, to be rendered; the name's own copy.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>How many code points it has, <c>#</c> included.</summary>
    public int CodePointCount => NameText.CountCodePoints(Utf8.Span);

    /// <summary>The only way to get a channel name.</summary>
    /// <param name="utf8">What was typed, <c>#</c> included, without anything around it. Not kept.</param>
    /// <param name="name">The name, or null.</param>
    /// <param name="fault">Why there is none; the first fault found.</param>
    public static bool TryCreate(
        ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out ChannelName? name, out NameFault fault)
    {
        name = null;
        if (IsGoodAscii(utf8))
        {
            fault = default;
            var ascii = Encoding.ASCII.GetString(utf8);
            name = new ChannelName(ascii, Fold.Of(ascii), utf8.ToArray());
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
        fault = FindFaultOfKey(key);
        if (fault.Kind != NameFaultKind.None)
        {
            return false;
        }

        name = new ChannelName(value, key, utf8.ToArray());
        return true;
    }

    /// <summary><see cref="Value"/>.</summary>
    public override string ToString() => Value;

    // What nearly all names are, and what needs no look at the tables.
    private static bool IsGoodAscii(ReadOnlySpan<byte> utf8) =>
        utf8.Length is > 1 and <= MaxCodePoints && utf8[0] == (byte)'#'
        && utf8.IndexOfAnyExceptInRange((byte)'!', (byte)'~') < 0 && !utf8.Contains((byte)',');

    private static NameFault FindFault(string name)
    {
        if (name[0] != '#')
        {
            return new NameFault(NameFaultKind.BadStart, Rune.GetRuneAt(name, 0).Value);
        }

        if (name.Length == 1)
        {
            return new NameFault(NameFaultKind.Empty, 0);
        }

        if (CodePoints.IsMark(Rune.GetRuneAt(name, 1).Value))
        {
            return new NameFault(NameFaultKind.BadStart, Rune.GetRuneAt(name, 1).Value);
        }

        foreach (var rune in name.EnumerateRunes())
        {
            // All of graphic ASCII is letter, number, punctuation or symbol: the kind answers for it too.
            var isGood = CodePoints.GetKind(rune.Value) != CodePointKind.Other && rune.Value != ',';
            if (!isGood || CodePoints.IsInvisible(rune.Value))
            {
                return new NameFault(NameFaultKind.BadCharacter, rune.Value);
            }
        }

        return default;
    }

    private static NameFault FindFaultOfKey(string key)
    {
        if (key.Length > MaxKeyLength)
        {
            return new NameFault(NameFaultKind.TooLong, 0);
        }

        var excess = MarkRun.FindExcess(key);
        return excess < 0 ? default : new NameFault(NameFaultKind.BadCharacter, excess);
    }
}
