using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Interlude.Host.Configuring;
using Interlude.Irc;
using Interlude.Server;
using Interlude.Tests.Host.Configuring;

namespace Interlude.Tests.Server.Dialects.Irc;

/// <summary>
/// With the greatest lengths that the configuration allows, and the longest names, all that is told of somebody is told
/// whole: "maximum of 512 characters", https://modern.ircdocs.horse/#messages
/// </summary>
public class LongestLinesTests
{
    private const string AllButRename =
        "message-tags server-time extended-join away-notify setname chghost echo-message extended-monitor";

    private static readonly string Nick = new('я', 32);
    private static readonly string Channel = "#" + new string('ж', 49) + "y";
    private static readonly string OtherChannel = "#" + new string('ш', 49) + "y";

    // What the account's name takes beside the * of those who have none.
    private const int Account = 63;

    private readonly Configuration _longest = Reads.Valid(commandLine: [.. Longest()]);
    private readonly RehearsedHost _host;

    public LongestLinesTests() => _host = new RehearsedHost(change: options => options with
    {
        Policy = _longest.Policy,
        Limits = _longest.Limits,
        Profile = _longest.Profile with { Name = new string('s', 61) + ".x" },
    });

    [Fact]
    public void What_is_told_of_somebody_is_never_cut()
    {
        var ana = Register(Nick, new string('u', _longest.Limits.MaxUserNameBytes), Of(_longest.Policy.MaxRealNameBytes), AllButRename);
        var old = Register("old", "old", "x", string.Empty);
        var bob = Register("bob", "bob", "x", AllButRename + " draft/channel-rename");
        _host.Type(ana, $"AWAY :{Of(_longest.Policy.MaxAwayBytes)}");
        _host.Type(bob, $"JOIN {Channel}");
        _host.Type(old, $"JOIN {Channel}");

        _host.Type(ana, $"JOIN {Channel}");
        AssertWhole(bob, " JOIN ", spare: Account);
        AssertWhole(bob, " AWAY ");

        _host.Type(ana, $"SETNAME :{Of(_longest.Policy.MaxRealNameBytes - 1)}");
        AssertWhole(bob, " SETNAME ");

        _host.Type(bob, $"RENAME {Channel} {OtherChannel}");
        AssertWhole(ana, $" JOIN {OtherChannel} ", spare: Account);

        _host.Type(ana, $"QUIT :{Of(_longest.Policy.MaxReasonBytes)}");
        AssertWhole(old, " QUIT ");
        var quit = _host.Got(old)[^1];
        var reason = quit[(quit.IndexOf(" QUIT :", StringComparison.Ordinal) + " QUIT :".Length)..];
        Assert.Equal("Quit: " + Of(_longest.Policy.MaxReasonBytes), reason);
        Assert.EndsWith($" ({reason})", _host.Got(ana)[^1], StringComparison.Ordinal);

        Assert.Empty(_host.Faults);
    }

    /// <summary>Whatever the lengths of names and text, in both dialects: others are told all of it, or nothing is done and who said it is told.</summary>
    [Fact]
    public void What_is_said_is_told_whole_or_not_at_all()
    {
        var cases = from nick in Gen.Choose(1, 32)
                    from channel in Gen.Choose(1, 49)
                    from host in Gen.Choose(1, 64)
                    from text in Gen.Choose(180, 420)
                    from verb in Gen.Elements("PART", "KICK", "TOPIC", "RENAME", "PRIVMSG", "NOTICE", "/part", "/kick", "/topic")
                    select (Nick: "Я" + new string('я', nick - 1), Channel: "#" + new string('ж', channel), Host: new string('h', host), Text: Of(text), Verb: verb);
        Prop.ForAll(cases.ToArbitrary(), said => CheckTold(said.Nick, said.Channel, said.Host, said.Text, said.Verb)).Check(
            Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    private static void CheckTold(string nick, string channel, string from, string text, string verb)
    {
        var host = new RehearsedHost(change: options => options with { Policy = options.Policy with { MaxReasonBytes = 320, MaxTopicBytes = 400 } });
        var isPlain = verb.StartsWith('/');
        var speaker = host.Connect(new Peer("here", IsExempt: true) { Dialect = isPlain ? PeerDialect.Plain : PeerDialect.Irc, Host = from });
        var bob = host.Connect(PeerDialect.Irc);
        foreach (var line in isPlain ? (string[])[nick, $"/join {channel}"] : [$"NICK {nick}", "USER abcdefghijklmnopqr 0 * :r", $"JOIN {channel}"])
        {
            host.Type(speaker, line);
        }

        foreach (var line in (string[])["CAP REQ draft/channel-rename", "NICK bob", "USER bob 0 * :r", "CAP END", $"JOIN {channel}"])
        {
            host.Type(bob, line);
        }

        var (told, answered) = (host.Got(bob).Count, host.Got(speaker).Count);
        host.Type(speaker, verb switch
        {
            "PART" or "TOPIC" or "PRIVMSG" or "NOTICE" => $"{verb} {channel} :{text}",
            "KICK" => $"KICK {channel} bob :{text}",
            "RENAME" => $"RENAME {channel} {channel}y :{text}",
            "/kick" => $"/kick bob {text}",
            "/part" => $"/part {channel} {text}",
            _ => $"/topic {text}",
        });

        Assert.Empty(host.Faults);
        var news = host.Got(bob).Skip(told).Where(line => line.StartsWith($":{nick}!", StringComparison.Ordinal)).ToList();
        var isReason = verb.Trim('/').ToUpperInvariant() is "PART" or "KICK" or "RENAME";
        Assert.All(news, line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 1, IrcLimits.MaxBodyBytes));
        if (news.Count == 0)
        {
            Assert.Contains(isPlain ? "longer than the" : " 417 ", host.Got(speaker).Skip(answered).Single(), StringComparison.Ordinal);
        }
        else if (isReason)
        {
            // As long as a reason may be; what people at a terminal give is cut further, for all alike.
            Assert.EndsWith(isPlain ? "t" : text[..Math.Min(text.Length, 320)].TrimEnd('E'), news[0].TrimEnd('E'), StringComparison.Ordinal);
        }
        else
        {
            Assert.EndsWith(text[..Math.Min(text.Length, verb is "TOPIC" ? 400 : text.Length)], news[0], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_cut_all_the_same_is_reported()
    {
        var lines = new Interlude.Server.Dialects.Irc.EventLines(new Interlude.Server.Scratch(), "e", default, Interlude.Server.Dialects.Irc.IrcKind.Any);

        lines.Add(null, $":a PART #a :{IrcTextOf(IrcLimits.MaxBodyBytes - ":a PART #a :".Length)}");
        var before = lines.IsCut;
        lines.Add(null, $":a PART #a :{IrcTextOf(IrcLimits.MaxBodyBytes - ":a PART #a :".Length + 1)}");

        Assert.Equal((false, true), (before, lines.IsCut));
    }

    private static string IrcTextOf(int bytes) => new('x', bytes);

    // Every length of words that the configuration can set.
    private static IEnumerable<(string, string)> Longest() => ConfigurationKeys.All.OfType<NumberKey>()
        .Where(key => key.Unit is "bytes" or "characters" && key.Name is not ("limits.lineBytes" or "limits.outboxBytes" or "limits.multilineBytes"))
        .Select(key => (key.Name, key.Allowed.Split(' ')[^1]));

    private static string Of(int bytes) => new string('t', bytes - 1) + "E";

    private ClientId Register(string nick, string userName, string realName, string capabilities)
    {
        var id = _host.Connect(new Peer("here", IsExempt: true) { Dialect = PeerDialect.Irc, Host = new string('h', 64) });
        foreach (var line in (string[])[$"CAP REQ :{capabilities}", $"NICK {nick}", $"USER {userName} 0 * :{realName}", "CAP END"])
        {
            _host.Type(id, line);
        }

        return id;
    }

    private void AssertWhole(ClientId id, string what, int spare = 0)
    {
        var line = _host.Got(id).Last(line => line.Contains($"{Nick}!", StringComparison.Ordinal) && line.Contains(what, StringComparison.Ordinal));
        var body = line.StartsWith('@') ? line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..] : line;
        Assert.EndsWith("E", body, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(body) + spare, 1, IrcLimits.MaxBodyBytes);
    }
}
