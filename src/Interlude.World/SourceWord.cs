using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Interlude.World;

/// <summary>A user name or a host: what stands beside a nick in <c>nick!user@host</c>. Immutable.</summary>
/// <remarks>
/// <code>
/// word = 1*64( %x21-7E except "!" "@" "*" "?" "," )      ; not beginning with ":"
/// </code>
/// There is no equality here: ask <see cref="IsSame"/>.
/// </remarks>
public sealed class SourceWord
{
    /// <summary>Most bytes of a word.</summary>
    public const int MaxBytes = 64;

    private readonly byte[] _bytes;   // and nothing else: there are three for each user

    private SourceWord(byte[] bytes) => _bytes = bytes;

    /// <summary>The word in UTF-16, made anew at every call.</summary>
    public string Value => Encoding.ASCII.GetString(_bytes);

    /// <summary>The word's own bytes, not to be changed.</summary>
    public ReadOnlyMemory<byte> Utf8 => _bytes;

    /// <summary>The only way to get a word.</summary>
    /// <param name="utf8">The bytes, which are copied.</param>
    /// <param name="word">The word, or null if the bytes are none.</param>
    public static bool TryCreate(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out SourceWord? word)
    {
        word = null;
        if (utf8.IsEmpty || utf8.Length > MaxBytes || utf8[0] == (byte)':' || utf8.ContainsAnyExcept(Allowed))
        {
            return false;
        }

        word = new SourceWord(utf8.ToArray());
        return true;
    }

    /// <summary>Whether two are the same word, byte for byte.</summary>
    public bool IsSame(SourceWord other) => other is not null && _bytes.AsSpan().SequenceEqual(other._bytes);

    /// <summary>Whether a word may hold this byte.</summary>
    public static bool Allows(byte unit) => Allowed.Contains(unit);

    /// <summary><see cref="Value"/>.</summary>
    public override string ToString() => Value;

    private static readonly System.Buffers.SearchValues<byte> Allowed = System.Buffers.SearchValues.Create(
        [.. Enumerable.Range(0x21, 0x7F - 0x21).Select(unit => (byte)unit).Where(unit => !"!@*?,"u8.Contains(unit))]);
}
