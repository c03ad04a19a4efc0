using Interlude.Simulation.Talk;

namespace Interlude.Simulation.Reference;

/// <summary>Masks a second time, as recursion. Those that peers use are ASCII, so they fold as ASCII does.</summary>
internal static class ReferenceMasks
{
    public static bool IsMute(string mask) => mask.StartsWith("m:", StringComparison.Ordinal);

    public static bool AreSame(string a, string b) => string.Equals(a.ToLowerInvariant(), b.ToLowerInvariant(), StringComparison.Ordinal);

    /// <summary>By what everybody sees of the user, or would see with its cloak on.</summary>
    public static bool Fits(string mask, ReferenceUser user)
    {
        var pattern = (IsMute(mask) ? mask[2..] : mask).ToLowerInvariant();
        var names = $"{Spellings.AsciiNick(user.Key)}!{user.UserName}@".ToLowerInvariant();
        return Fits(pattern, names + user.Host.ToLowerInvariant()) || Fits(pattern, names + user.Cloak.ToLowerInvariant());
    }

    private static bool Fits(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        if (pattern.IsEmpty)
        {
            return text.IsEmpty;
        }

        return pattern[0] == '*'
            ? Fits(pattern[1..], text) || (!text.IsEmpty && Fits(pattern, text[1..]))
            : !text.IsEmpty && (pattern[0] == '?' || pattern[0] == text[0]) && Fits(pattern[1..], text[1..]);
    }
}
