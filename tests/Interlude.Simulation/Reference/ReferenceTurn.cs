using System.Text;
using Interlude.Simulation.Talk;
using Interlude.World;

namespace Interlude.Simulation.Reference;

/// <summary>One command of somebody who has a name: what it changes, and who hears of it.</summary>
internal sealed class ReferenceTurn(ReferenceWorld world, ReferenceSession session, List<Happening> happened)
{
    private readonly ReferenceUser _user = session.User;

    public ReferenceWorld World => world;

    public ReferenceUser User => _user;

    private WorldPolicy Policy => world.Policy;

    public void Apply(Command command)
    {
        switch (command)
        {
            case Command.Join wish:
                new ReferenceJoin(this).Join(wish);
                break;
            case Command.Part wish:
                if (FindMine(wish.Channel.Value) is { } left)
                {
                    Report(new Happening(What.Parted, left.Witnesses(_user, _user)) { Channel = left, Text = world.Shorten(wish.Reason.ToString()) });
                    world.Leave(_user, left, happened);
                }

                break;
            case Command.Say wish:
                new ReferenceSpeech(this).Say(wish);
                break;
            case Command.Tell wish:
                new ReferenceSpeech(this).Tell(wish);
                break;
            case Command.SetTopic wish:
                SetTopic(wish);
                break;
            case Command.ChangeModes wish:
                new ReferenceModes(this).Change(wish);
                break;
            case Command.ChangeNick wish:
                ChangeNick(wish.Nick.Value);
                break;
            case Command.SetAway wish:
                SetAway(wish.Message);
                break;
            case Command.SetRealName wish:
                if (IsShort(wish.RealName, Policy.MaxRealNameBytes) && _user.RealName != wish.RealName.ToString())
                {
                    _user.RealName = wish.RealName.ToString();
                    ReportToPeers(new Happening(What.RealNameSet, []) { Text = _user.RealName });
                }

                break;
            case Command.ChangeUserModes wish:
                ChangeUserModes(wish);
                break;
            case Command.Invite wish:
                Invite(wish);
                break;
            case Command.Kick wish:
                Kick(wish);
                break;
            case Command.Knock wish:
                Knock(wish.Channel.Value);
                break;
            case Command.RenameChannel wish:
                Rename(wish);
                break;
            case Command.MarkRead:
                Report(new Happening(What.ReadMarked, [_user]));
                break;
            case Command.Watch wish:
                Watch(wish);
                break;
            default:
                throw new BrokenException($"The reference has no rule for {command.GetType().Name}.");
        }
    }

    private void SetTopic(Command.SetTopic wish)
    {
        if (FindMine(wish.Channel.Value) is not { } channel)
        {
            return;
        }

        if (channel.IsLocked && !channel.Helps(_user))
        {
            Refuse($"* The topic of {channel.Name} is locked: ");
        }
        else if (IsShort(wish.Topic, Policy.MaxTopicBytes) && channel.Topic != wish.Topic.ToString())
        {
            channel.Topic = wish.Topic.ToString();
            Report(new Happening(What.TopicSet, [.. channel.Members]) { Channel = channel, Text = channel.Topic });
        }
    }

    private void ChangeNick(string nick)
    {
        var (isReserved, isTaken) = world.Accounts.Barrier(nick, _user.Account, _user);
        if (isReserved)
        {
            Refuse($"* {nick} is reserved for its owner.");
        }
        else if (isTaken)
        {
            Refuse($"* The name {nick} is taken. You keep");
        }
        else if (nick != _user.Nick)
        {
            world.Accounts.MakeRoom(nick, _user, happened);
            world.Rename(_user, nick, happened);
        }
    }

    private void SetAway(Text message)
    {
        if (IsShort(message, Policy.MaxAwayBytes) && session.Away != message.ToString())
        {
            var before = _user.Away;
            session.Away = message.ToString();
            var what = new Happening(What.AwaySet, [_user]) { Text = _user.Away, Away = session.Away };
            if (_user.Away == before)
            {
                Report(what);   // there, or away, by another device
            }
            else
            {
                ReportToPeers(what);
            }
        }
    }

    private void ChangeUserModes(Command.ChangeUserModes wish)
    {
        var before = _user.Modes;
        var after = (before | wish.Set) & ~wish.Clear;
        if ((after & ~before & UserModes.HearsNotices) != 0)
        {
            after &= ~UserModes.HearsNotices;
            Refuse("* That cannot be done.");
        }

        if (after == before)
        {
            return;
        }

        _user.Modes = after;
        Report(new Happening(What.UserModesSet, [_user]));
        var host = _user.Has(UserModes.Cloaked) ? _user.Cloak : _user.RealHost;
        if (((before ^ after) & UserModes.Cloaked) != 0 && host != _user.Host)
        {
            var source = _user.Source;
            _user.Host = host;
            ReportToPeers(new Happening(What.HostSet, []) { ActorSource = source, Text = $"{_user.UserName} {host}" });
        }
    }

    private void Invite(Command.Invite wish)
    {
        if (FindMine(wish.Channel.Value) is not { } channel)
        {
            return;
        }

        if (channel.Is(ChannelTraits.InviteOnly) && !channel.Helps(_user))
        {
            RefuseAsNoOperator(channel);
        }
        else if (world.Find(wish.Target.Value) is not { } target)
        {
            Refuse($"* There is nobody called {wish.Target.Value}. ");
        }
        else if (channel.Members.Contains(target))
        {
            Refuse($"* {target.Nick} is in {channel.Name} already.");
        }
        else
        {
            if (!target.Invitations.Contains(channel))
            {
                target.Invitations.Add(channel);
                target.Invitations.RemoveRange(0, Math.Max(0, target.Invitations.Count - Policy.MaxInvitations));
            }

            var told = channel.Members.Where(member => !channel.Is(ChannelTraits.InviteOnly) || channel.Helps(member));
            Report(new Happening(What.Invited, [.. told, target]) { Target = target, TargetNick = target.Nick, Channel = channel });
        }
    }

    private void Kick(Command.Kick wish)
    {
        if (FindHelped(wish.Channel.Value) is not { } channel || FindMember(wish.Target.Value, channel) is not { } kicked)
        {
            return;
        }

        if (kicked != _user && !MayRemove(channel.RanksOf(_user), channel.RanksOf(kicked)))
        {
            Refuse($"* {kicked.Nick} ranks higher in {channel.Name} than you");
            return;
        }

        Report(new Happening(What.Kicked, channel.Witnesses(kicked, _user))
        {
            Target = kicked,
            TargetNick = kicked.Nick,
            Channel = channel,
            Text = world.Shorten(wish.Reason.ToString()),
        });
        world.Leave(kicked, channel, happened);
    }

    private void Knock(string name)
    {
        if (FindOrRefuse(name) is not { } channel)
        {
            return;
        }

        var isClosed = channel.Is(ChannelTraits.InviteOnly) || channel.Password.Length > 0;
        channel.Knocks.RemoveAll(knock => isClosed && !channel.Members.Contains(_user) && !channel.Bans(_user)
            && knock.At <= world.Time - (Policy.KnockSeconds * 1000L));
        if (channel.Members.Contains(_user) || !isClosed || channel.Bans(_user)
            || channel.Knocks.Count >= Policy.MaxKnocks || channel.Knocks.Exists(knock => knock.User == _user))
        {
            Refuse("* That cannot be done.");
            return;
        }

        channel.Knocks.Add((_user, world.Time));
        Report(new Happening(What.Knocked, [_user, .. channel.Members.Where(channel.Helps)]) { Channel = channel });
    }

    private void Rename(Command.RenameChannel wish)
    {
        if (FindMine(wish.Channel.Value) is not { } channel)
        {
            return;
        }

        var holder = world.FindChannel(wish.NewName.Value);
        var isLobby = world.IsLobby(channel.Key) || (holder is null && world.IsLobby(Spellings.ChannelKey(wish.NewName.Value)));
        if (!channel.Operates(_user))
        {
            RefuseAsNoOperator(channel);
        }
        else if (isLobby || (holder is not null && holder != channel))
        {
            Refuse("* That cannot be done.");
        }
        else if (channel.Name != wish.NewName.Value)
        {
            var before = channel.Name;
            channel.Rename(wish.NewName.Value);
            Report(new Happening(What.ChannelRenamed, [.. channel.Members])
            {
                Channel = channel,
                SentFrom = before,
                Text = world.Shorten(wish.Reason.ToString()),
            });
        }
    }

    private void Watch(Command.Watch wish)
    {
        session.Watched.RemoveAll(nick => wish.RemovesAll || wish.Removed.Any(removed => Spellings.NickKey(removed.Value) == nick));
        foreach (var nick in wish.Added.Select(added => Spellings.NickKey(added.Value)))
        {
            if (!session.Watched.Contains(nick) && session.Watched.Count < Policy.MaxWatched)
            {
                session.Watched.Add(nick);
            }
        }

        if (!wish.Added.IsEmpty)
        {
            Report(new Happening(What.Watching, [_user]));
        }
    }

    // Equals among those who run the channel; the others have power only over those below them.
    public static bool MayRemove(Ranks actor, Ranks target) => Highest(actor) is var mine && Highest(target) is var theirs
        && (mine >= Ranks.Operator ? mine >= theirs : mine > theirs);

    private static Ranks Highest(Ranks ranks) =>
        new[] { Ranks.Owner, Ranks.Admin, Ranks.Operator, Ranks.HalfOperator, Ranks.Voice }.FirstOrDefault(rank => (ranks & rank) != 0);

    public ReferenceChannel? FindOrRefuse(string name)
    {
        var channel = world.FindChannel(name);
        if (channel is not null && channel.IsKnownTo(_user))
        {
            return channel;
        }

        Refuse($"* There is no channel {name}. ");
        return null;
    }

    public ReferenceChannel? FindMine(string name)
    {
        var channel = FindOrRefuse(name);
        if (channel is not null && !channel.Members.Contains(_user))
        {
            Refuse($"* You are not in {channel.Name}. ");
            return null;
        }

        return channel;
    }

    private ReferenceChannel? FindHelped(string name)
    {
        var channel = FindMine(name);
        if (channel is not null && !channel.Helps(_user))
        {
            RefuseAsNoOperator(channel);
            return null;
        }

        return channel;
    }

    public void RefuseAsNoOperator(ReferenceChannel channel) => Refuse(channel.Members.Exists(channel.Operates)
        ? $"* Only an operator of {channel.Name} can do that. "
        : $"* Nobody operates {channel.Name}, so nobody can do that there.");

    public ReferenceUser? FindMember(string nick, ReferenceChannel channel)
    {
        var target = world.Find(nick);
        if (target is null)
        {
            Refuse($"* There is nobody called {nick}. ");
        }
        else if (!channel.Members.Contains(target))
        {
            Refuse($"* {target.Nick} is not in {channel.Name}.");
        }
        else
        {
            return target;
        }

        return null;
    }

    private bool IsShort(Text text, int maxBytes) => IsShort(Encoding.UTF8.GetByteCount(text.ToString()), maxBytes);

    public bool IsShort(int bytes, int maxBytes)
    {
        if (bytes > maxBytes)
        {
            Refuse($"* That text is longer than the {maxBytes} bytes");
        }

        return bytes <= maxBytes;
    }

    public void Report(Happening what) => happened.Add(what with
    {
        Actor = _user,
        ActorNick = _user.Nick,
        ActorSource = what.ActorSource.Length > 0 ? what.ActorSource : _user.Source,
        ActorAccount = _user.Account?.Name ?? "*",
        ChannelName = what.Channel?.Name ?? string.Empty,
    });

    /// <summary>Reports what somebody else has done, or nobody.</summary>
    public void ReportOf(Happening what) => happened.Add(what with { ChannelName = what.Channel!.Name });

    public void Refuse(string sentence) =>
        happened.Add(new Happening(What.Refused, [_user]) { Session = session.Id, Refusal = sentence });

    private void ReportToPeers(Happening what)
    {
        var peers = ReferenceWorld.PeersOf(_user);
        Report(what with { For = peers, Watchers = world.WatchersOf(_user.Key, peers) });
    }
}
