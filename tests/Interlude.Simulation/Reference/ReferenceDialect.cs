using System.Text;
using Interlude.Simulation.Talk;

namespace Interlude.Simulation.Reference;

/// <summary>What a line of a plain client must come to: an answer, a wish, or both in turn.</summary>
internal sealed class ReferenceDialect(ReferenceNode node)
{
    private static readonly char[] Blanks = [' ', '\t'];

    private const string NoChannel = "* You are talking in no channel";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReferenceQueries _queries = new(node);

    private ReferenceWorld World => node.World;

    public void Read(ReferenceClient client, byte[] bytes)
    {
        string line;
        try
        {
            line = Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            client.Owed.Add(Expected.Beginning("* That line is not UTF-8 text, so it was not sent."));
            return;
        }

        if (line.AsSpan().ContainsAny('\0', '\r', '\n'))
        {
            client.Owed.Add(Expected.Beginning("* That line holds a NUL or a carriage return, so it was not sent."));
        }
        else if (line == ".")
        {
            node.Leave(client, string.Empty);
        }
        else if (client.User is null)
        {
            ReadName(client, line.Trim(Blanks));
        }
        else if (line.StartsWith("//", StringComparison.Ordinal))
        {
            Talk(client, line[1..]);
        }
        else if (line.StartsWith('/'))
        {
            var (verb, rest) = Split(line[1..]);
            Run(client, Ascii(verb), rest.Trim(Blanks));
        }
        else if (line.Trim(Blanks).Length > 0)
        {
            Talk(client, line);
        }
    }

    private void ReadName(ReferenceClient client, string name)
    {
        if (Spellings.NickKey(name) >= 0)
        {
            node.Wish(client, $"register {name}");
        }
        else if (name.StartsWith('/'))
        {
            var (verb, rest) = Split(name[1..]);
            if (Ascii(verb) is "help" or "quit")
            {
                Run(client, Ascii(verb), rest.Trim(Blanks));
            }
            else if (Ascii(verb) == "nick" && rest.Trim(Blanks) is { Length: > 0 } chosen)
            {
                OnNick(client, chosen, () => node.Wish(client, $"register {chosen}"));
            }
            else if (Ascii(verb) == "nick")
            {
                Say(client, "* Something is missing: /nick ");
            }
            else
            {
                Say(client, "* Please type a name first, and commands after that.");
            }
        }
        else
        {
            Say(client, "* A name ");
        }
    }

    private void Talk(ReferenceClient client, string text) => InCurrent(client, current => node.Wish(client, $"say {current} {text}"));

    private void Run(ReferenceClient client, string verb, string rest)
    {
        var (first, more) = Split(rest);
        switch (verb)
        {
            case "help":
                _queries.Help(client, rest);
                break;
            case "quit":
                node.Leave(client, rest);
                break;
            case "ping":
                client.Owed.Add(Expected.Line(rest.Length == 0 ? "* Pong." : $"* Pong: {Fragments.Show(rest)}"));
                break;
            case "join" when Split(more).More.Length > 0:
                Say(client, "* That is a word too many: /join ");
                break;
            case "join" when rest.Length > 0:
                OnChannel(client, first, () => Join(client, first, more));
                break;
            case "part" when first.StartsWith('#'):
                OnChannel(client, first, () => Part(client, first, more));
                break;
            case "part" when more.Length == 0 && IsOn(client, $"#{first}"):
                Say(client, $"* Did you mean /part #{first}? ");
                break;
            case "part":
                InCurrent(client, current => Part(client, current, rest));
                break;
            case "history" when ReferenceReading.WhyNot(client, World, first, more) is { } why:
                Say(client, why);
                break;
            case "history":
                node.Ask(client);
                break;
            case "who":
                Who(client, rest);
                break;
            case "list":
                _queries.List(client);
                break;
            case "msg" when more.Length > 0 && first.StartsWith('#'):
                Say(client, "* /msg says something to one person. ");
                break;
            case "msg" when more.Length > 0:
                OnNick(client, first, () => node.Wish(client, $"tell {first} {more}"));
                break;
            case "me" when rest.Length > 0:
                InCurrent(client, current => node.Wish(client, $"act {current} {rest}"));
                break;
            case "topic" when first.StartsWith('#'):
                OnChannel(client, first, () => Topic(client, first, more));
                break;
            case "topic":
                InCurrent(client, current => Topic(client, current, rest));
                break;
            case "nick" when rest.Length > 0:
                OnNick(client, rest, () => node.Wish(client, $"nick {rest}"));
                break;
            case "away":
                node.Wish(client, $"away {rest}");
                break;
            case "invite" when first.Length > 0 && more.Length == 0:
                OnNick(client, first, () => InCurrent(client, current => node.Wish(client, $"invite {first} {current}")));
                break;
            case "invite" when first.Length > 0:
                OnNick(client, first, () => OnChannel(client, more, () => node.Wish(client, $"invite {first} {more}")));
                break;
            case "kick" when first.Length > 0:
                OnNick(client, first, () => InCurrent(client, current => node.Wish(client, $"kick {first} {current} {more}")));
                break;
            case "op" when rest.Length > 0:
                OnNick(client, rest, () => InCurrent(client, current => node.Wish(client, $"op {rest} {current}")));
                break;
            case "lock" or "unlock" when rest.Length > 0:
                OnChannel(client, rest, () => node.Wish(client, $"{verb} {rest}"));
                break;
            case "lock" or "unlock":
                InCurrent(client, current => node.Wish(client, $"{verb} {current}"));
                break;
            case "join" or "msg" or "me" or "nick" or "invite" or "kick" or "op":
                Say(client, $"* Something is missing: /{verb} ");
                break;
            default:
                Say(client, "* There is no ");
                break;
        }
    }

    private void Join(ReferenceClient client, string name, string key)
    {
        if (World.FindChannel(name) is { } channel && channel.Members.Contains(client.User!))
        {
            client.Current = channel;
            client.Owed.Add(Wording.NowTalking(channel, operates: false));
        }
        else
        {
            node.Wish(client, key.Length == 0 ? $"join {name}" : $"join {name} {key}");
        }
    }

    private void Who(ReferenceClient client, string rest)
    {
        if (rest.Length == 0)
        {
            InCurrent(client, current => _queries.WhoIsIn(client, current));
        }
        else if (rest.StartsWith('#'))
        {
            OnChannel(client, rest, () => _queries.WhoIsIn(client, rest));
        }
        else
        {
            OnNick(client, rest, () => _queries.WhereIs(client, rest));
        }
    }

    private void Topic(ReferenceClient client, string current, string rest)
    {
        if (rest.Length > 0)
        {
            node.Wish(client, $"topic {current} {(rest == "-" ? string.Empty : rest)}");
        }
        else if (World.FindChannel(current) is not { } channel || !channel.IsKnownTo(client.User!))
        {
            Say(client, $"* There is no channel {current}. ");
        }
        else
        {
            var isLocked = channel.IsLocked ? " (locked)" : string.Empty;
            client.Owed.Add(channel.Topic.Length > 0
                ? Expected.Line($"* Topic of {channel.Name}{isLocked}: {Fragments.Show(channel.Topic)}")
                : Expected.Beginning($"* {channel.Name} has no topic{isLocked}."));
        }
    }

    private void Part(ReferenceClient client, string name, string reason)
    {
        if (IsOn(client, name))
        {
            node.Wish(client, $"part {name} {reason}");
        }
        else
        {
            Say(client, $"* You are not in {name}, so there is nothing to leave.");
        }
    }

    private bool IsOn(ReferenceClient client, string name) => World.FindChannel(name)?.Members.Contains(client.User!) == true;

    private static void OnNick(ReferenceClient client, string nick, Action act)
    {
        if (Spellings.NickKey(nick) >= 0)
        {
            act();
        }
        else
        {
            Say(client, "* A name ");
        }
    }

    private static void OnChannel(ReferenceClient client, string name, Action act)
    {
        if (Spellings.ChannelKey(name) >= 0)
        {
            act();
        }
        else
        {
            Say(client, "* A channel's name ");
        }
    }

    private static void InCurrent(ReferenceClient client, Action<string> act)
    {
        if (client.Current is { } current)
        {
            act(current.Name);
        }
        else
        {
            Say(client, NoChannel);
        }
    }

    private static void Say(ReferenceClient client, string beginning) => client.Owed.Add(Expected.Beginning(beginning));

    /// <summary>The first word, and what follows it.</summary>
    public static (string First, string More) Split(string text)
    {
        var blank = text.IndexOfAny(Blanks);
        return blank < 0 ? (text, string.Empty) : (text[..blank], text[blank..].TrimStart(Blanks));
    }

    /// <summary>Verbs are matched in any ASCII case.</summary>
    public static string Ascii(string verb) => verb.All(char.IsAscii) ? verb.ToLowerInvariant() : "\0";
}
