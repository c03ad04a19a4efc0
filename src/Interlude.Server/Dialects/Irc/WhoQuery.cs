using System.Text;
using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>What WHO is to tell of users: 352, or with fields 354. https://ircv3.net/specs/extensions/whox</summary>
/// <param name="OperatorsOnly">Whether the others are left out: the flag <c>o</c>.</param>
/// <param name="Fields">The letters asked for, of those that are known; null: an ordinary WHO.</param>
/// <param name="Token">What <c>t</c> returns.</param>
internal sealed record WhoQuery(bool OperatorsOnly, string? Fields, string Token)
{
    private const int MaxTokenDigits = 3;

    // A client must not ask for the token without giving one; if it does, the place is filled.
    private const string NoToken = "0";

    private const string StandardFields = "tcuihsnfdlaor";

    /// <summary>Reads the second parameter of WHO: <c>[o][%fields[,token]]</c>.</summary>
    public static WhoQuery Parse(ReadOnlySpan<byte> parameter)
    {
        var percent = parameter.IndexOf((byte)'%');
        var flags = percent < 0 ? parameter : parameter[..percent];
        var fields = percent < 0 ? [] : parameter[(percent + 1)..];
        var comma = fields.IndexOf((byte)',');
        var token = comma < 0 ? [] : fields[(comma + 1)..];
        var isToken = token.Length is > 0 and <= MaxTokenDigits && !token.ContainsAnyExceptInRange((byte)'0', (byte)'9');
        return new WhoQuery(
            flags.Contains((byte)'o'),
            percent < 0 ? null : KnownOf(Encoding.UTF8.GetString(comma < 0 ? fields : fields[..comma])),
            isToken ? Encoding.ASCII.GetString(token) : NoToken);
    }

    /// <summary>Whether anything is to be told of the user.</summary>
    public bool Asks(UserView user) => Fields is not "" && (!OperatorsOnly || user.OperatorClass is not null);

    /// <summary>The line of one user.</summary>
    /// <param name="client">Who asked.</param>
    /// <param name="user">The user.</param>
    /// <param name="channel">A channel that it is on, if the viewer may know of one.</param>
    /// <param name="ranks">What it is there.</param>
    public ReadOnlyMemory<byte> Line(IrcClient client, UserView user, ChannelName? channel, Ranks ranks)
    {
        var who = user.Identity;
        var place = channel is null ? (IrcLine)$"*" : (IrcLine)$"{channel}";
        var flags = Flags(client, user, ranks);
        return Fields is null
            ? client.NumericLine(
                Numeric.RPL_WHOREPLY, $"{place} {who.UserName} {who.Host} {client.ServerName} {who.Nick} {flags} :0 {user.RealName}")
            : client.NumericLine(Numeric.RPL_WHOSPCRPL, FieldsOf(client, user, place, flags));
    }

    private static string KnownOf(string letters) => new([.. letters.Where(letter => StandardFields.Contains(letter, StringComparison.Ordinal))]);

    // Here or gone; a server operator; prefixes; a bot. https://modern.ircdocs.horse/#rplwhoreply-352
    private static string Flags(IrcClient client, UserView user, Ranks ranks) =>
        (user.Away.Length == 0 ? "H" : "G")
        + (user.OperatorClass is null ? "" : "*")
        + ChannelModes.PrefixesOf(ranks, client.Has(Caps.MultiPrefix))
        + (user.IsBot ? $"{UserModeLetters.Bot}" : "");

    // In this order, whatever the order of the letters; each once.
    private IrcLine FieldsOf(IrcClient client, UserView user, IrcLine place, string flags)
    {
        var who = user.Identity;
        IrcLine line = $"";
        var isFirst = true;
        Add('t', $"{Token}");
        Add('c', place);
        Add('u', $"{who.UserName}");
        Add('i', $"{AddressOf(user)}");
        Add('h', $"{who.Host}");
        Add('s', $"{client.ServerName}");
        Add('n', $"{who.Nick}");
        Add('f', $"{flags}");
        Add('d', $"0");
        Add('l', $"{client.IdleSeconds(user)}");
        Add('a', who.Account is { } account ? (IrcLine)$"{account}" : (IrcLine)$"0");
        Add('o', $"n/a");
        Add('r', $":{user.RealName}");
        return line;

        void Add(char letter, IrcLine field)
        {
            if (Fields!.Contains(letter, StringComparison.Ordinal))
            {
                line.AppendLiteral(isFirst ? "" : " ");
                line.AppendFormatted(field);
                isFirst = false;
            }
        }
    }

    // For itself and for operators, and only what is an address: a local socket has none.
    private static string AddressOf(UserView user) => user.RealHost is { } host && host.Value.AsSpan().ContainsAny('.', ':')
        ? host.Value
        : "255.255.255.255";
}
