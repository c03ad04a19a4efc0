using System.Text;
using Interlude.Simulation.Talk;

namespace Interlude.Simulation.Reference;

/// <summary>What a line of a plain client must come to: an answer, a wish, or both in turn.</summary>
internal sealed class ReferenceDialect(ReferenceNode node)
{
    private const string NoChannel = "* You are in no channel";

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
            ReadName(client, line.Trim(' '));
        }
        else if (line.StartsWith("//", StringComparison.Ordinal))
        {
            Talk(client, line[1..]);
        }
        else if (line.StartsWith('/'))
        {
            var (verb, rest) = Split(line[1..]);
            Run(client, Ascii(verb), rest.TrimEnd(' '));
        }
        else if (line.Length > 0)
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
                Run(client, Ascii(verb), rest.TrimEnd(' '));
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
            case "join" when rest.Length > 0:
                OnChannel(client, rest, () => Join(client, rest));
                break;
            case "part" when first.StartsWith('#'):
                OnChannel(client, first, () => node.Wish(client, $"part {first} {more}"));
                break;
            case "part":
                InCurrent(client, current => node.Wish(client, $"part {current} {rest}"));
                break;
            case "who":
                Who(client, rest);
                break;
            case "list":
                _queries.List(client);
                break;
            case "msg" when more.Length > 0:
                OnNick(client, first, () => node.Wish(client, $"tell {first} {more}"));
                break;
            case "me" when rest.Length > 0:
                InCurrent(client, current => node.Wish(client, $"act {current} {rest}"));
                break;
            case "topic":
                InCurrent(client, current => Topic(client, current, rest));
                break;
            case "nick" when rest.Length > 0:
                OnNick(client, rest, () => Rename(client, rest));
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
                OnNick(client, rest, () => InCurrent(client, current => Promote(client, rest, current)));
                break;
            case "lock" or "unlock":
                InCurrent(client, current => node.Wish(client, $"{verb} {current}"));
                break;
            case "join" or "msg" or "me" or "nick" or "invite" or "kick" or "op":
                Say(client, $"* Type /{verb} ");
                break;
            default:
                Say(client, "* There is no command /");
                break;
        }
    }

    private void Join(ReferenceClient client, string name)
    {
        if (World.FindChannel(name) is { } channel && channel.Members.Contains(client.User!))
        {
            client.Current = (channel.Name, channel.Key);
            client.Owed.Add(Wording.NowTalking(channel, operates: false));
        }
        else
        {
            node.Wish(client, $"join {name}");
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
        var channel = World.FindChannel(current);
        if (rest.Length > 0)
        {
            node.Wish(client, $"topic {current} {(rest == "-" ? string.Empty : rest)}");
        }
        else if (channel is { Topic.Length: > 0 })
        {
            client.Owed.Add(Expected.Line($"* Topic of {channel.Name}: {Fragments.Show(channel.Topic)}"));
        }
        else
        {
            Say(client, $"* {current} has no topic. ");
        }
    }

    private void Rename(ReferenceClient client, string nick)
    {
        if (nick == client.User!.Nick)
        {
            Say(client, $"* You are called {nick} already.");
        }
        else
        {
            node.Wish(client, $"nick {nick}");
        }
    }

    private void Promote(ReferenceClient client, string nick, string current)
    {
        var key = Spellings.NickKey(nick);
        if (World.FindChannel(current)?.Operators.Any(user => user.Key == key) == true)
        {
            Say(client, $"* {nick} operates {current} already.");
        }
        else
        {
            node.Wish(client, $"op {nick} {current}");
        }
    }

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
            Say(client, name.StartsWith('#') ? "* A channel's name " : $"* {Fragments.Show(name)} is no channel's name");
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

    private static (string First, string More) Split(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? (text, string.Empty) : (text[..space], text[space..].TrimStart(' '));
    }

    /// <summary>Verbs are matched in any ASCII case.</summary>
    public static string Ascii(string verb) => verb.All(char.IsAscii) ? verb.ToLowerInvariant() : "\0";
}
