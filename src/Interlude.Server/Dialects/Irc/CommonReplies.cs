using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>What all who register are told in the same words: made once for each configuration and length of a nick.</summary>
internal sealed class CommonReplies
{
    private readonly Dictionary<int, WelcomeLines> _welcomes = [];   // by the bytes of a nick, which are few
    private readonly Burst _burst = new();
    private ServerOptions? _options;
    private WorldPolicy? _policy;

    /// <summary>Room to put a burst together; the one before is sent by then.</summary>
    public Burst BurstFor(IrcClient client) => _burst.For(client);

    /// <summary>The parts of the welcome that differ by nothing but the nick.</summary>
    public WelcomeLines WelcomeOf(IrcClient client)
    {
        if (!ReferenceEquals(_options, client.Options) || !ReferenceEquals(_policy, client.World.Policy))
        {
            _welcomes.Clear();
            (_options, _policy) = (client.Options, client.World.Policy);
        }

        // How tokens are dealt out to lines, and where a line is cut, depends on how much room the nick leaves.
        var length = client.User!.Nick.Utf8.Length;
        if (!_welcomes.TryGetValue(length, out var welcome))
        {
            _welcomes.Add(length, welcome = WelcomeLines.Of(client));
        }

        return welcome;
    }
}

/// <summary>The parts of the welcome that are the same for many.</summary>
/// <param name="Server">002 to 004.</param>
/// <param name="Isupport">005, for who takes it without a batch.</param>
/// <param name="Motd">The message of the day, and what becomes of what is said.</param>
internal sealed record WelcomeLines(CommonLine[] Server, CommonLine[] Isupport, CommonLine[] Motd)
{
    public static WelcomeLines Of(IrcClient client) => new(
        [.. OfServer(client).Select(line => CommonLine.Of(line.Span))],
        [.. Irc.Isupport.PlainLines(client, Irc.Isupport.Tokens(client)).Select(line => CommonLine.Of(line.Span))],
        [.. MotdReplies.Lines(client).Append(History(client)).Select(line => CommonLine.Of(line.Span))]);

    private static IEnumerable<ReadOnlyMemory<byte>> OfServer(IrcClient client)
    {
        var profile = client.Profile;
        yield return client.NumericLine(Numeric.RPL_YOURHOST, $":Your host is {profile.Name}, running version {profile.Version}");
        yield return client.NumericLine(Numeric.RPL_CREATED, $":This server was created {Dates.Of(profile.StartedAt)}");
        yield return client.NumericLine(
            Numeric.RPL_MYINFO,
            $"{profile.Name} {profile.Version} {UserModeLetters.Letters} {ChannelModes.Letters} {ChannelModes.LettersWithParameter}");
    }

    private static ReadOnlyMemory<byte> History(IrcClient client) =>
        client.Tagged(IrcLine.Of($":{client.ServerName} NOTICE {client.Target} :*** {HistoryWords.Kept(client.Options)}"));
}
