using System.Text;
using Interlude.Simulation.Reference;

namespace Interlude.Simulation.Talk;

/// <summary>Makes up what peers write. Every text has a counter in it, so that it can be told from all others.</summary>
internal sealed class LineWriter(Chance chance)
{
    private static readonly string[] Verbs =
    [
        "join", "join", "join", "join", "part", "who", "list", "msg", "msg", "msg", "me", "me", "topic", "topic", "nick", "nick",
        "away", "invite", "invite", "kick", "op", "lock", "unlock", "ping", "ping", "help", "history", "history",
    ];

    private static readonly string[] OperatorVerbs = ["kick", "kick", "op", "op", "lock", "unlock", "topic", "invite", "part", "nick"];

    private int _counter;

    /// <summary>One line without its end.</summary>
    /// <param name="world">Who is there, as far as the node knows; only to aim better.</param>
    /// <param name="client">Whose line it will be; only to aim better.</param>
    /// <param name="hasName">Whether the peer has a name already.</param>
    /// <param name="maxLineBytes">Most bytes of a line; a few are longer.</param>
    public byte[] Next(ReferenceWorld world, ReferenceClient? client, bool hasName, int maxLineBytes)
    {
        if (chance.OneIn(60))
        {
            return Odd(maxLineBytes);
        }

        if (!hasName && !chance.OneIn(6))
        {
            return Utf8(chance.OneIn(8) ? $"  {chance.Pick(Spellings.Nicks)} " : AnyNick());
        }

        return Utf8(chance.Below(200) switch
        {
            < 100 => Text(),
            < 104 => "//" + Text(),
            < 106 => string.Empty,
            106 => ".",
            107 => "/quit " + Text(),
            108 => "/quit",
            < 112 => "/" + chance.Pick(["hepl", "jion #dev", "x", "", " ", "whoo " + Text(), "\u0007", Text()]),
            _ => Command(world, client),
        });
    }

    private string Command(ReferenceWorld world, ReferenceClient? client)
    {
        // Who operates a channel uses it, and most others know that they cannot.
        var current = client?.Current;
        var operates = current is not null && client!.User is { } user && current.Operates(user);
        var verb = operates && chance.OneIn(2) ? chance.Pick(OperatorVerbs) : chance.Pick(Verbs);
        var arguments = verb switch
        {
            "join" => chance.OneIn(3) ? Closed(world) : Channel(),
            "part" => chance.Below(5) switch
            {
                0 => string.Empty,
                1 => Text(),
                4 => Channel()[1..],
                2 => Channel(),
                _ => $"{Channel()} {Text()}",
            },
            "history" => chance.Pick([string.Empty, string.Empty, "5", Channel(), Nick(world), $"{Channel()} 3", $"{Nick(world)} 100", "0", $"5 {Channel()}", $"{Nick(world)} x"]),
            "who" => chance.Pick([string.Empty, Channel(), Nick(world)]),
            "msg" => $"{Nick(world)}{(chance.OneIn(10) ? string.Empty : " " + Text())}",
            "me" => chance.OneIn(10) ? string.Empty : Text(),
            "topic" => chance.Below(6) switch
            {
                0 => string.Empty,
                1 => "-",
                2 => Channel(),
                3 => $"{Channel()} {Text()}",
                _ => Text(),
            },
            "nick" => chance.OneIn(10) ? string.Empty : chance.OneIn(8) && client?.User is { } self ? self.Nick : AnyNick(),
            "away" => chance.OneIn(3) ? string.Empty : Text(),
            "invite" => chance.OneIn(3) ? Nick(world) : $"{Nick(world)} {Channel()}",
            "kick" => chance.OneIn(3) ? Member(world, current) : $"{Member(world, current)} {Text()}",
            "op" => Member(world, current),
            "lock" or "unlock" => chance.OneIn(3) ? Channel() : string.Empty,
            "ping" => chance.OneIn(4) ? string.Empty : Marker(),
            "help" => chance.Pick(["", "join", "/MSG", "nothing"]),
            _ => string.Empty,
        };
        if (chance.OneIn(12))
        {
            verb = verb.ToUpperInvariant();
        }

        return arguments.Length == 0 && !chance.OneIn(20) ? $"/{verb}" : $"/{verb}{(chance.OneIn(15) ? "   " : " ")}{arguments}";
    }

    // Bytes that are no good line of any kind.
    private byte[] Odd(int maxLineBytes) => chance.Below(6) switch
    {
        0 => [.. Utf8(Marker()), 0xFF, (byte)'x'],
        1 => [.. Utf8(Marker()), 0xC3],
        2 => [.. Utf8(Marker()), 0, (byte)'x'],
        3 => [.. Utf8(Marker()), (byte)'\r', .. "* You are an operator."u8],
        4 => [.. Utf8(Marker()), .. Enumerable.Repeat((byte)'x', maxLineBytes + chance.Below(3 * maxLineBytes))],
        _ => [.. Enumerable.Repeat((byte)'y', maxLineBytes + chance.Between(-1, 1))],
    };

    private string Text()
    {
        var text = new StringBuilder(chance.OneIn(8) ? $"* You are {Marker()}" : Marker());
        for (var words = chance.OneIn(12) ? chance.Below(20) : chance.Below(4); words > 0; words--)
        {
            text.Append(' ').Append(chance.Pick(Fragments.All).Typed);
        }

        return text.ToString();
    }

    private string Marker() => $"~{++_counter}~";

    private string AnyNick() => chance.OneIn(10) ? chance.Pick(Spellings.BadNicks) : chance.Pick(Spellings.Nicks);

    private string Nick(ReferenceWorld world) =>
        world.Users.Count > 0 && chance.Percent(70) ? chance.Pick(world.Users).Nick : AnyNick();

    private string Member(ReferenceWorld world, ReferenceChannel? current) =>
        current is not null && chance.Percent(70) ? chance.Pick(current.Members).Nick : Nick(world);

    // Those that not everybody gets into are few, and worth trying.
    private string Closed(ReferenceWorld world) =>
        world.Channels.FindAll(channel => channel.IsClosed) is { Count: > 0 } closed ? chance.Pick(closed).Name : Channel();

    private string Channel() => chance.OneIn(12) ? chance.Pick([.. Spellings.BadChannels, "~dev"])
        : chance.Pick(Spellings.Channels);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
