using System.Text;
using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>What the server is like, for clients: 005. https://modern.ircdocs.horse/#feature-advertisement</summary>
internal static class Isupport
{
    /// <summary>The replies, in a batch for clients that take it.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Lines(IrcClient client) => Lines(client, Tokens(client));

    /// <summary>The same for these tokens.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Lines(IrcClient client, IsupportTokens tokens) =>
        IsBatched(client) ? BatchedLines(client, tokens) : PlainLines(client, tokens);

    /// <summary>Whether a client takes them in a batch.</summary>
    public static bool IsBatched(IrcClient client) => client.Has(Caps.Batch) && client.Has(Caps.ExtendedIsupport);

    /// <summary>The replies as they are without a batch.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> PlainLines(IrcClient client, IsupportTokens tokens) =>
        tokens.ToLines(PrefixBytes(client)).Select(line => Line(client, line));

    private static IEnumerable<ReadOnlyMemory<byte>> BatchedLines(IrcClient client, IsupportTokens tokens)
    {
        var reference = client.NextBatch();
        yield return client.Tagged(IrcLine.Of($":{client.ServerName} BATCH +{reference} draft/isupport"));
        foreach (var line in PlainLines(client, tokens))
        {
            yield return IrcTagging.Add(line.Span, "batch"u8, Encoding.ASCII.GetBytes(reference));
        }

        yield return client.Tagged(IrcLine.Of($":{client.ServerName} BATCH -{reference}"));
    }

    /// <summary>The tokens, in the order in which they are sent.</summary>
    public static IsupportTokens Tokens(IrcClient client) => Tokens(client.Options, client.World.Policy);

    public static IsupportTokens Tokens(ServerOptions options, WorldPolicy policy)
    {
        var (tokens, limits) = (new IsupportTokens(), options.Limits);
        tokens.Add("ACCOUNTEXTBAN"u8, "a"u8);
        tokens.Add("AWAYLEN"u8, policy.MaxAwayBytes);
        tokens.Add("BOT"u8, "B"u8);
        tokens.Add("CASEMAPPING"u8, "ascii"u8);
        Add("CHANLIMIT", $"#:{policy.MaxChannelsPerUser}");
        Add("CHANMODES", ChannelModes.Isupport);
        tokens.Add("CHANNELLEN"u8, policy.MaxChannelCodePoints);
        tokens.Add("CHANTYPES"u8, "#"u8);
        if (limits.MaxHistoryMessages > 0)
        {
            tokens.Add("CHATHISTORY"u8, limits.MaxHistoryMessages);
        }

        tokens.Add("ELIST"u8, "CMNTU"u8);
        tokens.Add("EXCEPTS"u8, "e"u8);
        tokens.Add("EXTBAN"u8, ",am"u8);
        tokens.Add("HOSTLEN"u8, limits.MaxHostBytes);
        tokens.Add("INVEX"u8, "I"u8);
        tokens.Add("KEYLEN"u8, policy.MaxKeyBytes);
        tokens.Add("KICKLEN"u8, policy.MaxReasonBytes);
        tokens.Add("LINELEN"u8, IrcLimits.MaxBodyBytes + 2);
        Add("MAXLIST", $"{ChannelModes.ListLetters}:{policy.MaxChannelMasks}");
        tokens.Add("MODES"u8, limits.MaxModeChanges);
        tokens.Add("MONITOR"u8, policy.MaxWatched);
        if (limits.MaxHistoryMessages > 0)
        {
            tokens.Add("MSGREFTYPES"u8, "msgid,timestamp"u8);
        }

        tokens.Add("NAMELEN"u8, policy.MaxRealNameBytes);
        tokens.Add("NAMESX"u8);
        Add("NETWORK", options.Profile.Network);
        tokens.Add("NICKLEN"u8, policy.MaxNickCodePoints);
        Add("PREFIX", $"({Of(rank => rank.Letter)}){Of(rank => rank.Prefix)}");
        tokens.Add("SAFELIST"u8);
        Add("STATUSMSG", Of(rank => rank.Prefix));
        Add("TARGMAX", TargetMaxima(limits));
        tokens.Add("TOPICLEN"u8, policy.MaxTopicBytes);
        tokens.Add("UHNAMES"u8);
        tokens.Add("USERLEN"u8, limits.MaxUserNameBytes);
        tokens.Add("UTF8ONLY"u8);
        tokens.Add("WHOX"u8);
        return tokens;

        void Add(string name, string value) => tokens.Add(Encoding.ASCII.GetBytes(name), Encoding.UTF8.GetBytes(value));

        static string Of(Func<(char Letter, char Prefix, Ranks Rank, string Meaning), char> part) =>
            new([.. ChannelModes.Ranks.Select(part)]);
    }

    private static string TargetMaxima(ServerLimits limits)
    {
        var most = limits.MaxMessageTargets;
        return $"JOIN:,KICK:,LIST:,NAMES:,NOTICE:{most},PART:,PRIVMSG:{most},TAGMSG:{most},WHOIS:1";
    }

    private static int PrefixBytes(IrcClient client) =>
        Encoding.UTF8.GetByteCount($":{client.ServerName} 005 {client.Target}");

    private static ReadOnlyMemory<byte> Line(IrcClient client, IReadOnlyList<ReadOnlyMemory<byte>> tokens)
    {
        IrcLine line = $"";
        foreach (var token in tokens)
        {
            line.AppendFormatted(token);
            line.AppendLiteral(" ");
        }

        return client.NumericLine(Numeric.RPL_ISUPPORT, $"{line}:{IsupportTokens.Text}");
    }
}
