using Interlude.Simulation.Reference;
using Interlude.World;

namespace Interlude.Simulation.Irc;

/// <summary>
/// What a client must be told of what others, or it, have done: which messages, of whom, with what in them. What stands in
/// numerics is not said here.
/// </summary>
internal sealed class IrcDue(IrcPeer peer, string server)
{
    private readonly Queue<string> _due = new();
    private readonly HashSet<ReferenceChannel> _arrivals = [];   // where its user was before it came

    /// <summary>Something has happened of which its user must hear.</summary>
    /// <param name="what">It.</param>
    /// <param name="user">The client's user.</param>
    /// <param name="isOrigin">Whether the client has wished for it.</param>
    /// <param name="isOfClient">Whether it is about this client, and not about another of its user.</param>
    public void Add(Happening what, ReferenceUser user, bool isOrigin, bool isOfClient)
    {
        var isActor = what.Actor == user;
        var (source, channel) = (what.ActorSource, what.ChannelName);
        switch (what.What)
        {
            case What.Said when Hears(what.Speech!, isActor && isOrigin):
                IrcEssence.AddSpeech(_due, source, IrcLetters.PrefixOf(what.Ranks) + channel, what.Speech!, TakesBatches, peer.Has("message-tags"));
                break;
            case What.Told:
                // What one says to oneself comes to where it was said as an echo, if that is wanted, and as to anybody.
                foreach (var isEcho in isActor && isOrigin ? what.Target == user ? [true, false] : (bool[])[true] : [false])
                {
                    if (Hears(what.Speech!, isEcho))
                    {
                        IrcEssence.AddSpeech(_due, source, what.TargetNick, what.Speech!, TakesBatches, peer.Has("message-tags"));
                    }
                }

                break;
            case What.Attached or What.Moved when isOfClient:
                foreach (var left in what.Left)
                {
                    _due.Enqueue($"PART {source} {left} You are {user.Nick} from here on");
                }

                if (what.What == What.Moved)
                {
                    _due.Enqueue($"NICK {source} {user.Nick}");
                }

                _arrivals.UnionWith(user.Channels);
                break;
            case What.Joined:
                AddJoin(source, channel, what.Text, what.ActorAccount);
                if (!isActor && what.Away.Length > 0 && peer.Has("away-notify"))
                {
                    _due.Enqueue($"AWAY {source} {what.Away}");
                }

                break;
            case What.Quit:
                _due.Enqueue($"QUIT {source} {(what.IsOwnWish ? $"Quit: {what.Text}" : what.Text.Length == 0 ? "Connection closed" : what.Text)}");
                break;
            case What.Parted:
                _due.Enqueue($"PART {source} {channel} {what.Text}");
                break;
            case What.Kicked:
                _due.Enqueue($"KICK {source} {channel} {what.TargetNick} {(what.Text.Length == 0 ? what.ActorNick : what.Text)}");
                break;
            case What.Renamed:
                _due.Enqueue($"NICK {source} {what.Text}");
                break;
            case What.TopicSet:
                _due.Enqueue($"TOPIC {source} {channel} {what.Text}");
                break;
            case What.ModesSet:
                foreach (var change in what.Changes)
                {
                    _due.Enqueue($"MODE {(what.Actor is null ? server : source)} {channel} {IrcLetters.Spell(change)}");
                }

                break;
            case What.AwaySet when !isActor || !isOrigin:
            case What.RealNameSet:
                AddNews(what);
                break;
            case What.AccountSet:
                AddNews(what);
                break;
            case What.HostSet when peer.Has("chghost"):
                AddNews(what);
                break;
            case What.HostSet when !isActor:
                AddReturn(what, user);
                break;
            case What.Invited when what.Target == user || (!isActor && peer.Has("invite-notify")):
                _due.Enqueue($"INVITE {source} {what.TargetNick} {channel}");
                break;
            case What.Knocked:
                _due.Enqueue(isActor ? $"KNOCKED {channel}" : $"KNOCK {channel} {source}");
                break;
            case What.ChannelRenamed:
                AddRename(what, user);
                break;
        }
    }

    /// <summary>The same, for who hears of it only because of watching the actor.</summary>
    public void AddForWatcher(Happening what)
    {
        if (peer.Has("extended-monitor") && what.What is What.AwaySet or What.RealNameSet or What.AccountSet or What.HostSet && (what.What != What.HostSet || peer.Has("chghost")))
        {
            AddNews(what);
        }
    }

    /// <summary>Whether a line is what it must be told next of what happens now.</summary>
    public bool IsNext(SeenLine line, Dictionary<string, string> batches) =>
        _due.TryPeek(out var next) && IrcEssence.Of(line, batches).FirstOrDefault() == next;

    /// <summary>A line is sent to it.</summary>
    public void Take(SeenLine line, Dictionary<string, string> batches)
    {
        foreach (var essence in IrcEssence.Of(line, batches))
        {
            if (essence != (_due.TryPeek(out var first) ? first : null) && IsArrival(line))
            {
                continue;
            }

            var due = _due.TryDequeue(out var next) ? next : "nothing";
            Hold.That(
                essence == due,
                "A client of IRC is told what has happened, as much as concerns it, each once and in order, and no more.",
                () => $"\"{line.Whole}\" is {essence}\n  where {due} was due");
        }
    }

    // It comes to the channels of its user one after the other, whenever it reads; each once.
    private bool IsArrival(SeenLine line) => line.Verb == "JOIN" && line.Source.Split('!')[0] == peer.Belief.Nick
        && _arrivals.RemoveWhere(channel => channel.Name == line[0]) > 0;

    public void CheckNothingIsLeft(long client) =>
        Hold.That(_due.Count == 0, "A client of IRC is told of all that concerns it.", () => $"client {client} was not told {_due.Peek()}");

    private bool TakesBatches => peer.Has("draft/multiline") && peer.Has("batch");

    private bool Hears(Speech speech, bool isEcho) =>
        (speech.Kind != SpeechKind.Tags || peer.Has("message-tags")) && (!isEcho || peer.Has("echo-message"));

    private void AddJoin(string source, string channel, string realName, string account) =>
        _due.Enqueue(peer.Has("extended-join") ? $"JOIN {source} {channel} {account} {realName}" : $"JOIN {source} {channel}");

    private void AddNews(Happening what)
    {
        var (capability, verb) = what.What switch
        {
            What.AwaySet => ("away-notify", "AWAY"),
            What.RealNameSet => ("setname", "SETNAME"),
            What.AccountSet => ("account-notify", "ACCOUNT"),
            _ => ("chghost", "CHGHOST"),
        };
        if (peer.Has(capability))
        {
            _due.Enqueue($"{verb} {what.ActorSource} {what.Text}");
        }
    }

    // Clients that know no CHGHOST see somebody go and come.
    private void AddReturn(Happening what, ReferenceUser user)
    {
        var actor = what.Actor!;
        _due.Enqueue($"QUIT {what.ActorSource} Changing host");
        foreach (var channel in actor.Channels.Where(channel => channel.Members.Contains(user) && channel.Shows(actor, user)))
        {
            AddJoin(actor.Source, channel.Name, actor.RealName, actor.Account?.Name ?? "*");
            foreach (var letter in IrcLetters.RanksOf(channel.RanksOf(actor)))
            {
                _due.Enqueue($"MODE {server} {channel.Name} +{letter} {actor.Nick}");
            }
        }

        if (actor.Away.Length > 0 && peer.Has("away-notify"))
        {
            _due.Enqueue($"AWAY {actor.Source} {actor.Away}");
        }
    }

    // The case mapping that clients are told of.
    private static string AsciiLower(string name) => new([.. name.Select(unit => char.IsAscii(unit) ? char.ToLowerInvariant(unit) : unit)]);

    // Clients that know no RENAME leave one channel and come to another.
    private void AddRename(Happening what, ReferenceUser user)
    {
        if (peer.Has("draft/channel-rename"))
        {
            _due.Enqueue($"RENAME {what.ActorSource} {what.SentFrom} {what.ChannelName} {what.Text}");
        }
        else if (AsciiLower(what.SentFrom!) != AsciiLower(what.ChannelName))
        {
            _due.Enqueue($"PART {user.Source} {what.SentFrom} {what.Text}");
            AddJoin(user.Source, what.ChannelName, user.RealName, user.Account?.Name ?? "*");
        }
    }
}
