using System.Diagnostics.CodeAnalysis;
using System.Text;
using Interlude.World.Unicode;

namespace Interlude.World;

/// <summary>A mask in one of a channel's lists. Immutable; equal are those with the same <see cref="Key"/>.</summary>
/// <remarks>
/// <code>
/// mask    = [ "m:" ] ( pattern / "a:" account )
/// pattern = nick [ "!" user ] [ "@" host ]     ; what is missing is "*"; a lone word with "." or ":" in it is a host
/// </code>
/// <c>m:</c> mutes and does nothing else; <c>a:</c> is about who uses an account that is called so. <c>*</c> is any text, <c>?</c> one code point.
/// </remarks>
public sealed class ChannelMask
{
    /// <summary>Most bytes of a whole mask, so that a mode with it fits into any line.</summary>
    public const int MaxBytes = 200;

    private readonly byte[] _pattern;

    private ChannelMask(bool isMute, bool isAccount, string pattern, string key)
    {
        var prefix = (isMute ? "m:" : "") + (isAccount ? "a:" : "");
        (IsMute, IsAccount) = (isMute, isAccount);
        Value = prefix + pattern;
        Key = prefix + key;
        Utf8 = Encoding.UTF8.GetBytes(Value);
        _pattern = Encoding.UTF8.GetBytes(key);
    }

    /// <summary>Whether it keeps people only from speaking.</summary>
    public bool IsMute { get; }

    /// <summary>Whether it is about accounts: then it matches no source.</summary>
    public bool IsAccount { get; }

    /// <summary>The mask, whole, as it is shown.</summary>
    public string Value { get; }

    /// <summary>The mask folded: two masks with the same key are one.</summary>
    public string Key { get; }

    /// <summary><see cref="Value"/> in UTF-8; the mask's own.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>The only way to get a mask.</summary>
    /// <param name="utf8">What was typed. Not kept.</param>
    /// <param name="mask">The mask, or null: it is empty, too long, not UTF-8, begins with ":" or holds a space or control.</param>
    public static bool TryCreate(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out ChannelMask? mask)
    {
        mask = null;
        var isMute = utf8.StartsWith("m:"u8);
        var pattern = isMute ? utf8[2..] : utf8;
        var isAccount = pattern.StartsWith("a:"u8);
        pattern = isAccount ? pattern[2..] : pattern;
        if (pattern.IsEmpty || utf8.Length > MaxBytes || utf8[0] == (byte)':'
            || pattern.ContainsAnyInRange((byte)0, (byte)' ') || !System.Text.Unicode.Utf8.IsValid(pattern))
        {
            return false;
        }

        if (isAccount)
        {
            var name = Encoding.UTF8.GetString(pattern);
            mask = new ChannelMask(isMute, isAccount, name, Fold.Of(name));
            return true;
        }

        var (nick, user, host) = Split(Encoding.UTF8.GetString(pattern));
        var whole = $"{nick}!{user}@{host}";
        if (Encoding.UTF8.GetByteCount(whole) + (isMute ? 2 : 0) > MaxBytes)
        {
            return false;
        }

        mask = new ChannelMask(isMute, isAccount, whole, FoldOf(nick, user, host));
        return true;
    }

    /// <summary>Whether the mask fits a source that has been folded with <see cref="FoldOf"/>.</summary>
    public bool Matches(ReadOnlySpan<byte> foldedSource) => !IsAccount && Mask.Matches(_pattern, foldedSource);

    /// <summary>Whether the mask is about who uses that account.</summary>
    public bool Matches(Nick account) => IsAccount && Mask.Matches(_pattern, Encoding.UTF8.GetBytes(account.Key));

    /// <summary><see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>A source, or a mask's three parts, in the form in which they are compared.</summary>
    internal static string FoldOf(string nick, string user, string host) =>
        $"{Fold.Of(nick)}!{Fold.Of(user)}@{Fold.Of(host)}";

    private static (string Nick, string User, string Host) Split(string pattern)
    {
        var bang = pattern.IndexOf('!', StringComparison.Ordinal);
        var at = pattern.LastIndexOf('@');
        if (bang >= 0)
        {
            return at > bang
                ? (OrAny(pattern[..bang]), OrAny(pattern[(bang + 1)..at]), OrAny(pattern[(at + 1)..]))
                : (OrAny(pattern[..bang]), OrAny(pattern[(bang + 1)..]), "*");
        }

        if (at >= 0)
        {
            return ("*", OrAny(pattern[..at]), OrAny(pattern[(at + 1)..]));
        }

        return pattern.AsSpan().ContainsAny('.', ':') ? ("*", "*", pattern) : (pattern, "*", "*");
    }

    private static string OrAny(string part) => part.Length == 0 ? "*" : part;
}
