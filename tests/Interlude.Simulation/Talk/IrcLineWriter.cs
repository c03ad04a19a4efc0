using System.Text;
using Interlude.Simulation.Irc;
using Interlude.Simulation.Reference;

namespace Interlude.Simulation.Talk;

/// <summary>Makes up what clients of IRC write: registration in any order, and commands of every kind, some of them bad.</summary>
internal sealed class IrcLineWriter(Chance chance)
{
    private static readonly string[] Capabilities =
    [
        "away-notify", "batch", "cap-notify", "chghost", "draft/channel-rename", "draft/extended-isupport", "draft/multiline",
        "draft/no-implicit-names", "draft/pre-away", "echo-message", "extended-join", "extended-monitor", "invite-notify",
        "labeled-response", "message-tags", "multi-prefix", "no-implicit-names", "server-time", "setname", "standard-replies",
        "userhost-in-names", "account-notify", "account-tag", "sasl", "draft/chathistory", "draft/read-marker", "znc.in/playback",
    ];

    private static readonly string[] Verbs =
    [
        "JOIN", "JOIN", "JOIN", "PART", "PRIVMSG", "PRIVMSG", "PRIVMSG", "PRIVMSG", "NOTICE", "TAGMSG", "MODE", "MODE", "MODE", "MODE",
        "KICK", "TOPIC", "INVITE", "NICK", "AWAY", "SETNAME", "MONITOR", "NAMES", "WHO", "WHOIS", "PING", "PING", "KNOCK", "LIST",
        "UMODE", "CAP", "BATCH", "RENAME", "ODD", "ACCOUNT", "ACCOUNT", "ACCOUNT", "ACCOUNT", "SASL",
        "CHATHISTORY", "CHATHISTORY", "CHATHISTORY", "MARKREAD", "MARKREAD", "PLAYBACK",
    ];

    private static readonly string[] Masks =
    [
        "*!*@*", "kim1*!*@*", "*!plain@*", "*!u1@*", "*!*@10.0.0.1", "KIM2?", "*!*@*.0.0.2", "m:*!*@*", "m:kim3*", "m:*!u2@*", "kim4*!*@*",
    ];

    private int _counter;

    /// <summary>Some lines without their ends: what a client writes at once.</summary>
    public List<byte[]> Next(ReferenceWorld world, ReferenceClient? client, IrcPeer? peer, bool isNew)
    {
        while (peer?.Unanswered.TryDequeue(out var token) == true && !chance.OneIn(8))
        {
            return [Utf8($"PONG :{token}")];
        }

        if (isNew || (client?.User is null && chance.OneIn(3)))
        {
            return [.. Register(world).Select(Utf8)];
        }

        var lines = Command(world, client, peer);
        if (peer?.Has("labeled-response") == true && chance.OneIn(2) && lines[0][0] != (byte)'@')
        {
            lines[0] = [.. Utf8($"@label=l{++_counter}{(chance.OneIn(4) ? ";+draft/reply=x" : string.Empty)} "), .. lines[0]];
        }

        return lines;
    }

    // All that a client says to be let in; in any order, and not always all of it.
    private List<string> Register(ReferenceWorld world)
    {
        // To be one more device of somebody.
        var own = chance.OneIn(2) ? world.Users.FindAll(user => user.Account is not null) : [];
        var alone = own.FindAll(user => user.Sessions.Count == 0);
        var other = own.Count == 0 ? null : chance.Pick(alone.Count > 0 && chance.OneIn(2) ? alone : own);
        var lines = new List<string> { $"NICK {other?.Nick ?? AnyNick()}", $"USER {chance.Pick(["u1", "u2", "u3", "~x", "a@b", "päul"])} 0 * :{Text()}" };
        if (chance.OneIn(2))
        {
            lines.Reverse();
        }

        if (!chance.OneIn(5))
        {
            lines.Insert(chance.Below(3), $"CAP REQ :{SomeCapabilities()}");
            if (chance.OneIn(2))
            {
                lines.Insert(0, chance.Pick(["CAP LS 302", "CAP LS"]));
            }

            if (!chance.OneIn(12))
            {
                lines.Add("CAP END");
            }
        }

        if (chance.OneIn(12))
        {
            lines.RemoveAt(chance.Below(lines.Count));
        }

        if (chance.OneIn(12))
        {
            lines.Insert(chance.Below(lines.Count), chance.Pick(["PING early", "JOIN #dev", "PASS x", "AWAY :early", "CAP LIST"]));
        }

        if (other is not null || chance.OneIn(8))
        {
            lines.Insert(0, $"PASS {other?.Account?.Name ?? AnyNick()}:{Password()}");
        }

        if (chance.OneIn(3))
        {
            lines.Add($"JOIN {Channel()}");
        }

        return lines;
    }

    private List<byte[]> Command(ReferenceWorld world, ReferenceClient? client, IrcPeer? peer)
    {
        var mine = client?.User is { Channels.Count: > 0 } user
            ? (chance.OneIn(2) ? user.Channels.Find(channel => channel.Helps(user)) : null) ?? chance.Pick(user.Channels)
            : null;
        var channel = mine is not null && !chance.OneIn(6) ? mine.Name : Channel();
        var verb = mine is not null && mine.Helps(client!.User!) && chance.OneIn(2) ? chance.Pick(["MODE", "MODE", "KICK", "TOPIC", "INVITE", "RENAME"]) : chance.Pick(Verbs);
        verb = peer?.Has("draft/multiline") == true && chance.OneIn(6) ? "BATCH" : verb;
        var line = verb switch
        {
            "JOIN" => chance.Below(8) switch
            {
                0 => $"JOIN {Channel()},{Channel()} k1,k2",
                1 => $"JOIN {Channel()} {Key()}",
                2 => chance.OneIn(6) ? "JOIN 0" : $"JOIN {Channel()}",
                _ => $"JOIN {Closed(world)}",
            },
            "PART" => chance.OneIn(3) ? $"PART {channel}" : $"PART {channel} :{TextOn(channel)}",
            "PRIVMSG" or "NOTICE" => $"{Tags()}{verb} {Target(world, channel)} :{Speech()}",
            "TAGMSG" => $"@+typing=active;+x={++_counter};{(chance.OneIn(5) ? "+x=y" : "notmine=1")} TAGMSG {Target(world, channel)}",
            "MODE" => $"MODE {channel}{Modes(world, mine)}",
            "KICK" => $"KICK {channel} {Member(world, mine)}{(chance.OneIn(2) ? string.Empty : " :" + TextOn(channel))}",
            "TOPIC" => chance.Pick([$"TOPIC {channel}", $"TOPIC {channel} :{TextOn(channel)}", $"TOPIC {channel} :{TextOn(channel)}", $"TOPIC {channel} :"]),
            "INVITE" => $"INVITE {Nick(world)} {channel}",
            "NICK" => $"NICK {AnyNick()}",
            "AWAY" => chance.OneIn(2) ? "AWAY" : $"AWAY :{Text()}",
            "SETNAME" => $"SETNAME :{Text()}",
            "MONITOR" => chance.Pick([$"MONITOR + {Nick(world)},{AnyNick()}", $"MONITOR + {Nick(world)}", $"MONITOR - {Nick(world)}", "MONITOR C", "MONITOR L", "MONITOR S"]),
            "NAMES" or "WHO" or "KNOCK" => $"{verb} {(verb == "KNOCK" ? Closed(world) : channel)}",
            "CHATHISTORY" => $"CHATHISTORY {History(peer, chance.OneIn(3) ? Nick(world) : channel)}",
            "PLAYBACK" => chance.Pick(["ZNC *playback PLAY * 0", "PRIVMSG *playback :LIST", $"ZNC *playback PLAY {channel}", $"ZNC *playback PLAY {Nick(world)} 0"]),
            "WHOIS" => $"WHOIS {Nick(world)}",
            "PING" => $"PING :~{++_counter}~{(chance.OneIn(6) ? " " + chance.Pick(Fragments.All).Typed : string.Empty)}",
            "LIST" => "LIST",
            "UMODE" => client?.User is { } self ? $"MODE {self.Nick} {chance.Pick(["+i", "-i", "+B", "-B", "+w", "-x", "+x", "+R", "-R", "+iwB-x", "+s", "+Z", ""])}" : "MODE",
            "CAP" => chance.Pick([$"CAP REQ :{SomeCapabilities()}", "CAP LIST", "CAP LS 302", $"CAP REQ :-{chance.Pick(Capabilities)}", "CAP REQ :nothing", "CAP X"]),
            // Not to the longest: while that is on its way to the log, what is said on the channel may fit no more.
            "RENAME" => Channel() is var name && Spellings.ChannelKey(name) == Spellings.ChannelKey(Spellings.LongChannel) ? $"RENAME {channel}" : $"RENAME {channel} {name} :{Text()}",
            _ => null,
        };
        return line is not null ? [Utf8(line)]
            : verb == "ACCOUNT" ? [Utf8(Account(client, world))]
            : verb == "MARKREAD" ? [.. MarkRead(chance.OneIn(3) ? Nick(world) : channel, peer).Select(Utf8)]
            : verb == "SASL" ? [.. LogIn(world).Select(Utf8)]
            : verb == "BATCH" ? [.. Multiline(Target(world, channel), peer).Select(Utf8)]
            : [Odd()];
    }

    private string Account(ReferenceClient? client, ReferenceWorld world) => client?.User is { Account: null } && chance.OneIn(2)
        ? world.Accounts.All.Count < 8 && chance.OneIn(2) ? "REGISTER * * right-one" : $"NS IDENTIFY {AccountName(world)} {Password()}"
        : chance.Below(15) switch
        {
            < 3 => $"REGISTER {(chance.OneIn(2) ? "*" : AnyNick())} * {Password()}",
            < 6 => $"NS IDENTIFY {AccountName(world)} {Password()}",
            6 => $"PRIVMSG NickServ :IDENTIFY {Password()}",
            7 => "NS LOGOUT",
            8 => $"NS GROUP {AnyNick()}",
            9 => $"NS UNGROUP {AnyNick()}",
            10 => $"NS SET PASSWORD {Password()}",
            11 or 12 or 13 => $"NS SET ALWAYS-ON {chance.Pick(["on", "on", "off", "default"])}",
            _ => $"NS DROP {client?.User?.Account?.Name ?? AccountName(world)}",
        };

    private List<string> MarkRead(string target, IrcPeer? peer)
    {
        List<string> lines = [$"MARKREAD {target} timestamp={Moment(peer)}", $"MARKREAD {target}"];
        return chance.OneIn(2) ? lines : [chance.Pick(lines)];
    }

    private string History(IrcPeer? peer, string target) => chance.Below(14) switch
    {
        < 4 => $"LATEST {target} * {chance.Between(1, 60)}",
        4 => $"LATEST {target} {Place(peer)} {chance.Between(1, 60)}",
        < 7 => $"BEFORE {target} {Place(peer)} {chance.Between(1, 30)}",
        < 9 => $"AFTER {target} {Place(peer)} {chance.Between(1, 30)}",
        9 => $"AROUND {target} {Place(peer)} {chance.Between(1, 30)}",
        10 => $"BETWEEN {target} {Place(peer)} {Place(peer)} {chance.Between(1, 30)}",
        11 => $"TARGETS timestamp={Moment(peer)} timestamp={Moment(peer)} {chance.Between(1, 30)}",
        12 => $"BEFORE {target} * 10",
        _ => chance.Pick(["LATEST", $"LATEST {target} x 1", $"LATEST {target} * 0", $"SOMETIME {target} * 1", $"LATEST {target} msgid=x 5"]),
    };

    // A message that it was sent, or a moment.
    private string Place(IrcPeer? peer) => peer?.SomeMessage(chance) is { } id && !chance.OneIn(3) ? $"msgid={id}" : $"timestamp={Moment(peer)}";

    private string Moment(IrcPeer? peer) =>
        peer?.LastTime is { Length: > 0 } last && !chance.OneIn(4) ? last : chance.Pick(["2023-11-14T22:13:30.000Z", "2023-11-14T22:20:00.000Z", "2033-01-01T00:00:00.000Z", "1990-01-01T00:00:00.000Z"]);

    private List<string> LogIn(ReferenceWorld world)
    {
        var name = AccountName(world);
        var response = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{name}\0{Password()}"));
        List<string> lines = ["AUTHENTICATE PLAIN", $"AUTHENTICATE {(chance.OneIn(12) ? "*" : response)}"];
        return chance.OneIn(10) ? [lines[chance.Below(2)]] : lines;
    }

    private string AccountName(ReferenceWorld world) =>
        world.Accounts.All.Count > 0 && !chance.OneIn(4) ? chance.Pick(world.Accounts.All).Name : AnyNick();

    private string Password() => chance.OneIn(6) ? "wrong-one" : "right-one";

    private string Modes(ReferenceWorld world, ReferenceChannel? mine)
    {
        if (chance.OneIn(3))
        {
            return chance.Pick(["", "", "", " b", " +e", " I", " +Z", " +l x", " +o"]);
        }

        var (letters, parameters) = (new StringBuilder(), new StringBuilder());
        for (var count = chance.OneIn(3) ? chance.Between(1, 5) : 1; count > 0; count--)
        {
            var isSet = chance.Percent(60);
            var letter = chance.Pick([.. "ovhovhoqabbbbeeIkkklf", .. "CMRUcimnstu", .. "CUcimnstu"]);
            if (letter is 'M' or 'R' && isSet && !chance.OneIn(4))
            {
                isSet = false;   // else nobody, for want of accounts, would get in or speak any more
            }

            var parameter = letter switch
            {
                'b' or 'e' or 'I' => isSet || mine is null || chance.OneIn(3) ? chance.Pick(Masks) : MaskOf(mine, letter),
                'k' => Key(),
                'l' when isSet => chance.Pick(["1", "3", "10", "20", "0"]),
                'f' when isSet => Channel(),
                'o' or 'v' or 'h' or 'q' or 'a' => Member(world, mine),
                _ => string.Empty,
            };
            letters.Append(isSet ? '+' : '-').Append(letter);
            parameters.Append(parameter.Length > 0 ? " " + parameter : string.Empty);
        }

        return $" {letters}{parameters}";
    }

    private List<string> Multiline(string target, IrcPeer? peer)
    {
        var (reference, verb) = ($"r{++_counter}", chance.OneIn(4) ? "NOTICE" : "PRIVMSG");
        var label = peer?.Has("labeled-response") == true && chance.OneIn(2) ? $"@label=l{++_counter};+x=1 " : string.Empty;
        var lines = new List<string> { $"{label}BATCH +{reference} {(chance.OneIn(20) ? "netsplit" : "draft/multiline")} {target}" };
        for (var count = chance.OneIn(6) ? chance.Below(8) : chance.Between(2, 3); count > 0; count--)
        {
            var goesOn = chance.OneIn(4) ? ";draft/multiline-concat" : string.Empty;
            var text = chance.OneIn(6) ? string.Empty : $"{Marker()} {chance.Pick(Fragments.All).Typed}";
            lines.Add($"@batch={(chance.OneIn(30) ? "wrong" : reference)}{goesOn} {(chance.OneIn(30) ? "TAGMSG" : verb)} {(chance.OneIn(30) ? "#dev" : target)} :{text}");
            if (chance.OneIn(30))
            {
                lines.Add($"PRIVMSG {target} :{Text()}");
            }
        }

        if (!chance.OneIn(20))
        {
            lines.Add($"BATCH -{reference}");
        }

        return lines;
    }

    // Bytes that are no good message of any kind.
    private byte[] Odd() => chance.Below(14) switch
    {
        0 => [.. "PRIVMSG #dev :"u8, .. Utf8(Marker()), 0xFF],
        1 => [.. "PRIVMSG #dev :"u8, .. Utf8(Marker()), 0, (byte)'x'],
        2 => [.. "PRIVMSG #dev :"u8, .. Utf8(Marker()), (byte)'\r', .. ":x!y@z PRIVMSG #dev :no"u8],
        3 => [.. "PRIVMSG #dev :"u8, .. Enumerable.Repeat((byte)'x', chance.Between(400, 600))],
        4 => [.. "@+x="u8, .. Enumerable.Repeat((byte)'x', chance.Between(4000, 4200)), .. " PRIVMSG #dev :"u8, .. Utf8(Marker())],
        5 => [.. Enumerable.Repeat((byte)'y', chance.Between(500, 5000))],
        6 => [.. "PING :"u8, .. Enumerable.Repeat((byte)'x', chance.Between(400, 520))],
        7 => Utf8(chance.Pick([":", "@", "@x", ": PING x", "   ", "@;;; PING x", ":a PRIVMSG", "  PING   spaced  "])),
        8 => Utf8(chance.Pick(["PRIVMSG", "NOTICE #dev", "PRIVMSG #dev", "PRIVMSG #dev :", "JOIN", "JOIN ,", "PART ,", "MODE", "KICK #dev", "USER a b c d", "NICK", "NICK :", "TAGMSG", "BATCH", "BATCH x", "BATCH -none", "PING", "CAP", "TOPIC"])),
        9 => Utf8($"FOO{chance.Below(10)} {Text()}"),
        10 => Utf8($"QUIT :{Text()}"),
        11 => Utf8($"PRIVMSG a,b,c,d,e,f,g :{Text()}"),
        12 => Utf8($"join {Channel()},{chance.Pick(Bad(Spellings.BadChannels))},,{Channel()}"),
        _ => Utf8($"PASS {Text()}"),
    };

    private string Speech() => chance.Below(12) switch
    {
        0 => $"\u0001ACTION {Text()}\u0001",
        1 => $"\u0001VERSION {Marker()}\u0001",
        2 => $"\u0001PING {Marker()}\u0001",
        3 => $"\u0001{chance.Pick(["TIME", "FINGER", "version", "x"])}{(chance.OneIn(2) ? "\u0001" : string.Empty)}",
        _ => Text(),
    };

    private string Tags() => chance.OneIn(6) ? $"@+typing=done;+draft/react={++_counter};x=y " : string.Empty;

    private string Target(ReferenceWorld world, string channel) => chance.Below(12) switch
    {
        < 6 => channel,
        < 8 => Nick(world),
        8 => $"{chance.Pick(["@", "+", "%", "~", "@+"])}{channel}",
        9 => $"{channel},{Nick(world)}",
        10 => Channel(),
        _ => chance.Pick(Bad([.. Spellings.BadNicks, .. Spellings.BadChannels])),
    };

    private string Text()
    {
        var text = new StringBuilder(Marker());
        for (var words = chance.OneIn(12) ? chance.Below(20) : chance.Below(4); words > 0; words--)
        {
            text.Append(' ').Append(chance.Pick(Fragments.All).Typed);
        }

        return chance.OneIn(30) ? text.Append(' ').Append('x', chance.Between(100, 460)).ToString() : text.ToString();
    }

    // Where names are as long as can be, it is often the text that does not fit any more.
    private string TextOn(string channel)
    {
        var text = Text();
        var isLong = Spellings.ChannelKey(channel) == Spellings.ChannelKey(Spellings.LongChannel) && chance.OneIn(2);
        return isLong ? text + new string('x', chance.Between(250, 380)) : text;
    }

    private string SomeCapabilities()
    {
        var most = chance.Pick([3, 8, 21]);
        var names = Capabilities.Where(name => chance.Below(21) < most && (!name.EndsWith("implicit-names", StringComparison.Ordinal) || chance.OneIn(8)));
        return string.Join(' ', chance.OneIn(30) ? names.Append("unknown") : names);
    }

    private string MaskOf(ReferenceChannel channel, char letter) =>
        channel.Masks["beI".IndexOf(letter, StringComparison.Ordinal)] is { Count: > 0 } masks ? chance.Pick(masks) : chance.Pick(Masks);

    // Those that not everybody gets into are few, and worth trying.
    private string Closed(ReferenceWorld world) =>
        chance.OneIn(2) && world.Channels.FindAll(channel => channel.IsClosed) is { Count: > 0 } closed ? chance.Pick(closed).Name : Channel();

    // With a comma a bad name would be two good ones, which the tables do not know.
    private static string[] Bad(IEnumerable<string> names) => [.. names.Where(name => !name.Contains(',', StringComparison.Ordinal))];

    private string Key() => chance.Pick(["k1", "k2", "", "clé", "a,b", new string('k', 40)]) is var key && key.Length == 0 ? "k1" : key;

    private string Marker() => $"~i{++_counter}~";

    private string AnyNick() => chance.OneIn(12)
        ? chance.Pick(Bad(Spellings.BadNicks))
        : chance.Pick(Spellings.Nicks);

    private string Nick(ReferenceWorld world) =>
        world.Users.Count > 0 && chance.Percent(80) ? chance.Pick(world.Users).Nick : AnyNick();

    private string Member(ReferenceWorld world, ReferenceChannel? mine) =>
        mine is not null && chance.Percent(85) ? chance.Pick(mine.Members).Nick : Nick(world);

    private string Channel() => chance.OneIn(25) ? chance.Pick(Bad([.. Spellings.BadChannels, "~dev"])) : chance.Pick(Spellings.Channels);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
