using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://modern.ircdocs.horse/#who-message, https://ircv3.net/specs/extensions/whox</summary>
/// <remarks>
/// <code>
/// mask = channel *( "," channel ) / nick / pattern / "0"     ; none, "0" and "*" are everybody who may be found
/// </code>
/// A pattern is one of <c>nick!user@host</c>, of nicks or, with a dot or colon in it, of hosts.
/// </remarks>
internal sealed class WhoCommand() : IrcCommand(
    "WHO", "[<mask> [o][%<fields>[,<token>]]]", "lists users: those on channels, one by nick, or those who fit a mask")
{
    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        var mask = At(message, 0).ToArray();
        client.AnswerAll(Lines(client, mask, WhoQuery.Parse(At(message, 1))));
    }

    // Users are found at once, and each is looked at anew when its line is made: it may have left by then.
    private static IEnumerable<ReadOnlyMemory<byte>> Lines(IrcClient client, byte[] mask, WhoQuery query)
    {
        var isOfChannels = mask.AsSpan().StartsWith("#"u8);
        foreach (var line in isOfChannels ? OfChannels(client, mask, query) : OfUsers(client, mask, query))
        {
            yield return line;
        }

        yield return client.NumericLine(Numeric.RPL_ENDOFWHO, $"{client.Long(mask, "End of WHO list")} :End of WHO list");
    }

    private static IEnumerable<ReadOnlyMemory<byte>> OfChannels(IrcClient client, byte[] mask, WhoQuery query)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in Split(mask))
        {
            if (!ChannelName.TryCreate(part, out var name, out _) || !seen.Add(name.Key) || client.View.Find(name) is not { } channel)
            {
                continue;
            }

            foreach (var id in channel.Members.Select(member => member.Identity.Id).ToList())
            {
                if (client.View.Find(name) is { } place && place.Has(id) && client.View.Find(id) is { } user && query.Asks(user))
                {
                    yield return query.Line(client, user, place.Name, place.RanksOf(id));
                }
            }
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> OfUsers(IrcClient client, byte[] mask, WhoQuery query)
    {
        foreach (var id in Find(client.View, mask))
        {
            if (client.View.Find(id) is { } user && query.Asks(user))
            {
                // "An arbitrary channel the client is joined to", of those where it may be seen.
                var (channel, ranks) = user.Ranked.Count > 0 ? user.Ranked[0] : (null, Ranks.None);
                yield return query.Line(client, user, channel, ranks);
            }
        }
    }

    private static List<UserId> Find(WorldView view, byte[] mask)
    {
        if (mask is [] or [(byte)'0'])
        {
            return [.. view.Users().Select(user => user.Identity.Id)];
        }

        if (Nick.TryCreate(mask, out var nick, out _) && view.Find(nick) is { } exact)
        {
            return [exact.Identity.Id];
        }

        if (!ChannelMask.TryCreate(mask, out var pattern) || pattern.IsMute)
        {
            return [];
        }

        var folded = System.Text.Encoding.UTF8.GetBytes(pattern.Key);
        return [.. view.Users().Where(user => user.Fits(folded)).Select(user => user.Identity.Id)];
    }
}
