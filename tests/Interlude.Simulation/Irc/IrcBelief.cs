using Interlude.Simulation.Talk;
using Interlude.World;

namespace Interlude.Simulation.Irc;

/// <summary>What a client believes, by nothing but the lines that it was sent.</summary>
internal sealed class IrcBelief
{
    public HashSet<string> Capabilities { get; } = new(StringComparer.Ordinal);

    /// <summary>Its own nick; <c>*</c> before it has one.</summary>
    public string Nick { get; private set; } = "*";

    /// <summary>The account that it uses; null: none.</summary>
    public string? Account { get; private set; }

    public bool IsRegistered => Nick != "*";

    /// <summary>Its own modes; null: it was not told.</summary>
    public UserModes? Modes { get; private set; }

    /// <summary>By what their names fold to.</summary>
    public Dictionary<int, BelievedChannel> Channels { get; } = [];

    /// <summary>Of whom it knows whether they are away, by nick. For those with away-notify.</summary>
    public Dictionary<string, bool> Away { get; } = new(StringComparer.Ordinal);

    /// <summary>Whom it watches, and whether they are there, by what the nick folds to.</summary>
    public Dictionary<int, bool> Watched { get; } = [];

    // How far it has read what, as it was told: "*" or a moment.
    private readonly Dictionary<(bool IsChannel, int Key), string> _read = [];

    public void Take(SeenLine line)
    {
        var who = line.Source.Split('!')[0];
        switch (line.Verb)
        {
            case "001":
                Nick = line[0];
                break;
            case "900" when Account != line[2]:
                Account = line[2];
                _read.Clear();
                break;
            case "901":
                Account = null;
                _read.Clear();
                break;
            case "MARKREAD":
                TakeMarker(line[0], line[1]);
                break;
            case "CAP" when line[1] == "ACK":
                TakeCapabilities(line[2]);
                break;
            case "221":
                Modes = UserModes.None;
                ChangeOwn(line[1]);
                break;
            case "MODE" when !line[0].StartsWith('#'):
                ChangeOwn(line[1]);
                break;
            case "MODE" when Find(line[0]) is { } channel:
                Change(channel, line.Parameters);
                break;
            case "324" when Find(line[1]) is { } channel:
                channel.ForgetModes();
                Change(channel, [.. line.Parameters.Skip(1)]);
                channel.KnowsModes = true;
                break;
            case "JOIN":
                Join(line[0], who);
                break;
            case "PART" when Find(line[0]) is { } channel:
                Leave(channel, who);
                break;
            case "KICK" when Find(line[0]) is { } channel:
                Leave(channel, line[1]);
                break;
            case "QUIT":
                Quit(who);
                break;
            case "NICK":
                Rename(who, line[0]);
                break;
            case "RENAME" when Find(line[0]) is { } channel:
                Channels.Remove(Spellings.ChannelKey(line[0]));
                _read.Clear();
                channel.Name = line[1];
                Channels[Spellings.ChannelKey(line[1])] = channel;
                break;
            case "332" when Find(line[1]) is { } channel:
                channel.Topic = line[2];
                break;
            case "331" when Find(line[1]) is { } channel:
                channel.Topic = string.Empty;
                break;
            case "TOPIC" when Find(line[0]) is { } channel:
                channel.Topic = line[1];
                break;
            case "353" when Find(line[2]) is { } channel:
                TakeNames(channel, line[3]);
                break;
            case "366" when Find(line[1]) is { } channel:
                channel.KnowsMembers = true;
                break;
            case "AWAY":
                Away[who] = line.Parameters.Count > 0;
                break;
            case "730":
                TakeWatched(line[1], isThere: true);
                break;
            case "731":
                TakeWatched(line[1], isThere: false);
                break;
        }
    }

    // Markers are the account's, or the user's as long as it has none.
    private void TakeMarker(string target, string moment)
    {
        var key = target.StartsWith('#') ? (true, Spellings.ChannelKey(target)) : (false, Spellings.NickKey(target));
        if (key.Item1 && Find(target) is null)
        {
            return;   // it is not told what becomes of such a channel, and of its name
        }

        Hold.That(
            string.CompareOrdinal(moment, _read.GetValueOrDefault(key, "*")) >= 0,
            "How far one has read only rises.",
            () => $"{Nick}: {target} from {_read[key]} to {moment}");
        _read[key] = moment;
    }

    private BelievedChannel? Find(string name) => Channels.GetValueOrDefault(Spellings.ChannelKey(name));

    private void TakeCapabilities(string names)
    {
        foreach (var name in names.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (name[0] == '-')
            {
                Capabilities.Remove(name[1..]);
            }
            else
            {
                Capabilities.Add(name);
            }
        }

        if (!Capabilities.Contains("away-notify"))
        {
            Away.Clear();
        }
    }

    private void ChangeOwn(string letters)
    {
        var isSet = true;
        foreach (var letter in letters)
        {
            if (letter is '+' or '-')
            {
                isSet = letter == '+';
            }
            else if (letter != 'o' && Modes is { } modes)
            {
                var mode = IrcLetters.OfUsers.First(known => known.Letter == letter).Mode;
                Modes = isSet ? modes | mode : modes & ~mode;
            }
        }
    }

    private static void Change(BelievedChannel channel, IReadOnlyList<string> parameters)
    {
        foreach (var (isSet, letter, parameter, _) in IrcLetters.Changes(parameters))
        {
            channel.Change(isSet, letter, parameter);
        }
    }

    private void Join(string name, string who)
    {
        if (who == Nick)
        {
            _read.Remove((true, Spellings.ChannelKey(name)));
            Channels[Spellings.ChannelKey(name)] = new BelievedChannel(name) { Members = { [Nick] = Ranks.None } };
        }
        else if (Find(name) is { } channel)
        {
            if (!Knows(who) && Capabilities.Contains("away-notify"))
            {
                Away[who] = false;   // else AWAY follows
            }

            channel.Members[who] = Ranks.None;
        }
    }

    private void Leave(BelievedChannel channel, string who)
    {
        channel.Members.Remove(who);
        if (who == Nick)
        {
            Channels.Remove(Spellings.ChannelKey(channel.Name));
            foreach (var gone in Away.Keys.Where(nick => !Knows(nick)).ToList())
            {
                Away.Remove(gone);
            }
        }
        else if (!Knows(who))
        {
            Away.Remove(who);
        }
    }

    private void Quit(string who)
    {
        foreach (var channel in Channels.Values)
        {
            channel.Members.Remove(who);
        }

        Away.Remove(who);
    }

    private void Rename(string who, string nick)
    {
        foreach (var channel in Channels.Values)
        {
            if (channel.Members.Remove(who, out var ranks))
            {
                channel.Members[nick] = ranks;
            }
        }

        if (Away.Remove(who, out var isAway))
        {
            Away[nick] = isAway;
        }

        Nick = who == Nick ? nick : Nick;
    }

    private void TakeNames(BelievedChannel channel, string names)
    {
        channel.KnowsRanks &= Capabilities.Contains("multi-prefix");
        foreach (var word in names.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var (ranks, name) = IrcLetters.Split(word);
            channel.Members[name.Split('!')[0]] = ranks;
        }
    }

    private void TakeWatched(string names, bool isThere)
    {
        foreach (var name in names.Split(','))
        {
            Watched[Spellings.NickKey(name.Split('!')[0])] = isThere;
        }
    }

    private bool Knows(string who) => Channels.Values.Any(channel => channel.Members.ContainsKey(who));
}
