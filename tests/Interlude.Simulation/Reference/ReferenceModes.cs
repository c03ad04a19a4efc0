using System.Text;
using Interlude.World;

namespace Interlude.Simulation.Reference;

/// <summary>What becomes of the changes of modes that somebody wishes for.</summary>
internal sealed class ReferenceModes(ReferenceTurn turn)
{
    private readonly ReferenceWorld _world = turn.World;
    private readonly ReferenceUser _user = turn.User;
    private readonly List<ModeChange> _done = [];
    private readonly List<(ReferenceUser Member, Ranks Before)> _ranked = [];
    private bool _wasRefused;
    private bool _wasAuditorium;

    public void Change(Command.ChangeModes wish)
    {
        if (wish.By != ModeAuthority.Rank)
        {
            turn.Refuse("* That cannot be done.");
        }
        else if (turn.FindMine(wish.Channel.Value) is { } channel)
        {
            _wasAuditorium = channel.Is(ChannelTraits.Auditorium);
            foreach (var change in wish.Changes)
            {
                Change(channel, change);
            }

            Report(channel);
        }
    }

    private void Change(ReferenceChannel channel, ModeChange wished)
    {
        if (wished is ModeChange.Rank rank)
        {
            Change(channel, rank);
        }
        else if (!channel.Helps(_user))
        {
            RefuseOnce(channel);
        }
        else if (WhyNot(channel, wished) is { } refusal)
        {
            turn.Refuse(refusal);
        }
        else if (Set(channel, wished) is { } done)
        {
            _done.Add(done);
        }
    }

    private string? WhyNot(ReferenceChannel channel, ModeChange wished)
    {
        switch (wished)
        {
            case ModeChange.Key { IsSet: true, Value: var value }:
                var key = value.ToString();
                return key.Length == 0 || Encoding.UTF8.GetByteCount(key) > _world.Policy.MaxKeyBytes || key[0] == ':'
                    || key.Any(unit => unit is <= ' ' or ',') ? "* That cannot be done." : null;
            case ModeChange.Limit { IsSet: true, Members: < 1 }:
                return "* That cannot be done.";
            case ModeChange.Forward { IsSet: true, To: { } to }:
                return _world.FindChannel(to.Value) is not { } other || !other.IsKnownTo(_user) ? $"* There is no channel {to}. "
                    : other.Operates(_user) ? null
                    : $"* Only an operator of {to}";
            case ModeChange.Mask { IsSet: true } mask:
                return Find(channel, mask) is null && channel.Masks.Sum(masks => masks.Count) >= _world.Policy.MaxChannelMasks
                    ? "* That cannot be done." : null;
            case ModeChange.Trait { Which: ChannelTraits.Auditorium } hall:
                return channel.Is(hall.Which) != hall.IsSet
                    && channel.Members.Count(member => channel.RanksOf(member) == Ranks.None) > _world.Policy.MaxHidden
                    ? "* That cannot be done." : null;
            default:
                return null;
        }
    }

    /// <summary>What has changed; null: nothing.</summary>
    private static ModeChange? Set(ReferenceChannel channel, ModeChange wished)
    {
        switch (wished)
        {
            case ModeChange.Trait trait:
                if (channel.Is(trait.Which) == trait.IsSet)
                {
                    return null;
                }

                channel.Traits = trait.IsSet ? channel.Traits | trait.Which : channel.Traits & ~trait.Which;
                if (trait.Which == ChannelTraits.Auditorium)
                {
                    channel.SeeBadly.UnionWith(channel.Members);
                }

                return trait;
            case ModeChange.Key key:
                var value = key.IsSet ? key.Value.ToString() : string.Empty;
                var isNew = value != channel.Password;
                channel.Password = value;
                return isNew ? key : null;
            case ModeChange.Limit limit:
                var most = limit.IsSet ? limit.Members : 0;
                var isAnother = most != channel.Limit;
                channel.Limit = most;
                return isAnother ? limit : null;
            case ModeChange.Forward forward:
                var to = forward.IsSet ? forward.To!.Value : null;
                var isElsewhere = to != channel.Forward;
                channel.Forward = to;
                return isElsewhere ? forward : null;
            case ModeChange.Mask mask:
                return Set(channel, mask);
            default:
                throw new BrokenException($"The reference has no rule for {wished.GetType().Name}.");
        }
    }

    private static ModeChange.Mask? Set(ReferenceChannel channel, ModeChange.Mask wished)
    {
        var (list, known) = (channel.Masks[(int)wished.List], Find(channel, wished));
        if ((known is not null) == wished.IsSet)
        {
            return null;
        }

        if (known is null)
        {
            list.Add(wished.Which.Value);
            return wished;
        }

        list.Remove(known);
        ChannelMask.TryCreate(Encoding.UTF8.GetBytes(known), out var mask);
        return wished with { Which = mask! };
    }

    private static string? Find(ReferenceChannel channel, ModeChange.Mask mask) =>
        channel.Masks[(int)mask.List].Find(known => ReferenceMasks.AreSame(known, mask.Which.Value));

    private void Change(ReferenceChannel channel, ModeChange.Rank wished)
    {
        var isOwn = _world.Find(wished.Member.Value) == _user;
        var least = wished.Which switch
        {
            Ranks.Voice => Ranks.HalfOperator,
            Ranks.HalfOperator or Ranks.Operator => Ranks.Operator,
            _ => Ranks.Owner,
        };
        if (channel.RanksOf(_user) < least && !(isOwn && !wished.IsSet))
        {
            RefuseOnce(channel);
        }
        else if (turn.FindMember(wished.Member.Value, channel) is { } member
            && channel.RanksOf(member) is var ranks && ((ranks & wished.Which) != 0) != wished.IsSet)
        {
            if (!wished.IsSet && !isOwn && !ReferenceTurn.MayRemove(channel.RanksOf(_user), ranks))
            {
                turn.Refuse($"* {wished.Member} ranks higher in {channel.Name} than you");
                return;
            }

            if (!_ranked.Exists(ranked => ranked.Member == member))
            {
                _ranked.Add((member, ranks));
            }

            channel.SetRanks(member, ranks ^ wished.Which);
            if (channel.Is(ChannelTraits.Auditorium))
            {
                channel.SeeBadly.Add(member);
            }

            Nick.TryCreate(Encoding.UTF8.GetBytes(member.Nick), out var nick, out _);
            _done.Add(wished with { Member = nick! });
        }
    }

    private void RefuseOnce(ReferenceChannel channel)
    {
        if (!_wasRefused)
        {
            _wasRefused = true;
            turn.RefuseAsNoOperator(channel);
        }
    }

    private void Report(ReferenceChannel channel)
    {
        if (_done.Count == 0)
        {
            return;
        }

        var isNow = channel.Is(ChannelTraits.Auditorium);
        foreach (var member in channel.Members.Where(member => _wasAuditorium && !isNow && RanksBefore(channel, member) == Ranks.None))
        {
            turn.ReportOf(About(What.Joined, channel, member));
        }

        var seen = _ranked.Where(_ => _wasAuditorium && isNow).ToList();
        foreach (var (member, before) in seen.Where(change => change.Before == Ranks.None && channel.RanksOf(change.Member) != Ranks.None))
        {
            turn.ReportOf(About(What.Joined, channel, member));
        }

        turn.Report(new Happening(What.ModesSet, [.. channel.Members]) { Channel = channel, Changes = _done });
        foreach (var (member, before) in seen.Where(change => change.Before != Ranks.None && channel.RanksOf(change.Member) == Ranks.None))
        {
            turn.ReportOf(About(What.Parted, channel, member) with { Text = string.Empty });
        }

        foreach (var member in channel.Members.Where(member => isNow && !_wasAuditorium && channel.RanksOf(member) == Ranks.None))
        {
            turn.ReportOf(About(What.Parted, channel, member) with { Text = string.Empty });
        }
    }

    private Ranks RanksBefore(ReferenceChannel channel, ReferenceUser member) =>
        _ranked.Exists(ranked => ranked.Member == member) ? _ranked.Find(ranked => ranked.Member == member).Before : channel.RanksOf(member);

    // For those who see somebody only now, or not any more.
    public static Happening About(What what, ReferenceChannel channel, ReferenceUser member) =>
        new(what, [.. channel.Members.Where(other => other != member && !channel.Helps(other))])
        {
            Actor = member,
            ActorNick = member.Nick,
            ActorSource = member.Source,
            ActorAccount = member.Account?.Name ?? "*",
            Channel = channel,
            ChannelName = channel.Name,
            Text = member.RealName,
            Away = member.Away,
        };
}
