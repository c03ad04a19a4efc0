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

    public static bool LooksLike(string line)
    {
        var words = line.Split((char[]?)null, WordsLookedAt + 1, StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0
            && (TellingFirst.Contains(Bare(words[0])) || words.Take(WordsLookedAt).Any(word => Telling.Contains(Bare(word))));
    }

    // "/identify", ":identify" and "NickServ@services.example" are the same words.
    private static string Bare(string word)
    {
        var bare = word.TrimStart('/', ':', '.', '!', '-');
        var end = bare.IndexOfAny(['@', ':', '=']);
        return end < 0 ? bare : bare[..end];
    }
}
