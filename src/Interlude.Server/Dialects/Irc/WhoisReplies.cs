using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>What WHOIS tells of a user, without the closing 318. https://modern.ircdocs.horse/#whois-message</summary>
internal static class WhoisReplies
{
    public static List<ReadOnlyMemory<byte>> Lines(IrcClient client, UserView user)
    {
        var who = user.Identity;
        List<ReadOnlyMemory<byte>> lines =
        [
            client.NumericLine(Numeric.RPL_WHOISUSER, $"{who.Nick} {who.UserName} {who.Host} * :{user.RealName}"),
            .. WordLists.Lines(client, Numeric.RPL_WHOISCHANNELS, $"{who.Nick} :", ' ', user.Ranked.Select(place => Place(client, place))),
            client.NumericLine(Numeric.RPL_WHOISSERVER, $"{who.Nick} {client.ServerName} :{client.Profile.Description}"),
        ];
        if (user.OperatorClass is { } kind)
        {
            lines.Add(client.NumericLine(Numeric.RPL_WHOISOPERATOR, $"{who.Nick} :is an IRC operator ({kind})"));
        }

        if (who.Account is { } account)
        {
            lines.Add(client.NumericLine(Numeric.RPL_WHOISACCOUNT, $"{who.Nick} {account} :is logged in as"));
        }

        // https://ircv3.net/specs/extensions/bot-mode
        if (user.IsBot)
        {
            lines.Add(client.NumericLine(Numeric.RPL_WHOISBOT, $"{who.Nick} :is a bot on {client.Profile.Network}"));
        }

        if (user.IsSecure)
        {
            lines.Add(client.NumericLine(Numeric.RPL_WHOISSECURE, $"{who.Nick} :is using a secure connection"));
        }

        if (user.RealHost is { } host)
        {
            lines.Add(client.NumericLine(Numeric.RPL_WHOISACTUALLY, $"{who.Nick} {host} :Is actually using host"));
            lines.Add(client.NumericLine(Numeric.RPL_WHOISHOST, $"{who.Nick} :is connecting from *@{host} {host}"));
            lines.Add(client.NumericLine(Numeric.RPL_WHOISMODES, $"{who.Nick} :is using modes {UserModeLetters.Of(user)}"));
        }

        if (user.Away.Length > 0)
        {
            lines.Add(client.NumericLine(Numeric.RPL_AWAY, $"{who.Nick} :{user.Away}"));
        }

        lines.Add(client.NumericLine(
            Numeric.RPL_WHOISIDLE, $"{who.Nick} {client.IdleSeconds(user)} {user.RegisteredAt} :seconds idle, signon time"));
        return lines;
    }

    private static ReadOnlyMemory<byte> Place(IrcClient client, (ChannelName Channel, Ranks Ranks) place)
    {
        var prefixes = ChannelModes.PrefixesOf(place.Ranks, client.Has(Caps.MultiPrefix));
        return (byte[])[.. System.Text.Encoding.ASCII.GetBytes(prefixes), .. place.Channel.Utf8.Span];
    }
}
