using System.Buffers;
using System.Collections.Frozen;

namespace Interlude.Client.Editing;

/// <summary>Which lines look as if they held a password, so that they are kept nowhere. Rather one too many: a line that is
/// not kept costs a person some typing, a password in a file costs the account.</summary>
internal static class SecretLine
{
    // Of IRC, of our own server, SMTP, IMAP, POP3, FTP, and the services that people talk to on IRC. A tag, /quote or /msg,
    // and to whom it goes, may stand before these.
    private static readonly FrozenSet<string> Telling = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "pass", "passwd", "password", "setpass", "authenticate", "sasl", "apop", "login", "identify", "nickserv", "authserv", "userserv");

    // These are words of other lines as well, so they tell only where a command stands.
    private static readonly FrozenSet<string> TellingFirst = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "auth", "register", "oper", "ghost", "recover", "regain", "release", "ns", "cs", "chanserv");

    private const int WordsLookedAt = 3;

    // Also a control character, so that none can hide the word from us and be nothing to the server.
    private static readonly SearchValues<char> WhiteSpace = SearchValues.Create(
        [.. Enumerable.Range(0, char.MaxValue).Select(code => (char)code).Where(letter => char.IsWhiteSpace(letter) || char.IsControl(letter))]);

    public static bool LooksLike(string line) => TellingEnd(line) is not null;

    /// <summary>A line that looks like a secret up to the word that tells so, and <c>***</c> in place of the rest.</summary>
    public static string Mask(string line) => TellingEnd(line) is { } end ? $"{line[..end]} ***" : line;

    // Where the word ends that tells, without what may belong to the secret; null if there is none.
    private static int? TellingEnd(string line)
    {
        var at = 0;
        for (var count = 0; count < WordsLookedAt; count++)
        {
            at += line.AsSpan(at).IndexOfAnyExcept(WhiteSpace) is var begin and >= 0 ? begin : line.Length - at;
            var length = line.AsSpan(at).IndexOfAny(WhiteSpace) is var end and >= 0 ? end : line.Length - at;
            var bare = Bare(line.Substring(at, length));
            if (Telling.Contains(bare) || (count == 0 && TellingFirst.Contains(bare)))
            {
                return line.IndexOf(bare, at, StringComparison.Ordinal) + bare.Length;
            }

            at += length;
        }

        return null;
    }

    // "/identify", ":identify" and "NickServ@services.example" are the same words.
    private static string Bare(string word)
    {
        var bare = word.TrimStart('/', ':', '.', '!', '-');
        var end = bare.IndexOfAny(['@', ':', '=']);
        return end < 0 ? bare : bare[..end];
    }
}
