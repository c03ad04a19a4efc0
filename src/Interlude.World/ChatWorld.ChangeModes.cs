using System.Collections.Immutable;
using Interlude.World.State;

namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void ChangeModes(Turn turn, Command.ChangeModes command)
    {
        if (command.By == ModeAuthority.Power && (turn.Powers & OperatorPowers.OverrideModes) == 0)
        {
            turn.Refuse(Refusal.NoPower);
            return;
        }

        var found = command.By switch
        {
            ModeAuthority.Power => FindAny(turn, command.Channel),
            ModeAuthority.Access => FindRegistered(turn, command.Channel, Ranks.Voice),
            _ => FindJoined(turn, command.Channel),
        };
        if (found is not { } channel)
        {
            return;
        }

        var change = new ModeTurn(turn, channel, command.By);
        foreach (var wished in command.Changes)
        {
            Change(change, wished);
        }

        if (change.Done.Count > 0)
        {
            ReportModes(change);
        }
    }

    private Channel? FindAny(Turn turn, ChannelName name)
    {
        var channel = Find(name);
        if (channel is null)
        {
            turn.Refuse(Refusal.NoSuchChannel, channel: name);
        }

        return channel;
    }

    private void Change(ModeTurn turn, ModeChange wished)
    {
        if (wished is ModeChange.Rank rank)
        {
            Change(turn, rank);
        }
        else if (!turn.Ranks.AreAtLeast(Ranks.HalfOperator))
        {
            turn.RefuseOnce(Refusal.NotOperator);
        }
        else if (WhyNot(turn, wished) is { } reason)
        {
            turn.Refuse(reason, wished);
        }
        else
        {
            Set(turn, wished);
        }
    }

    private Refusal? WhyNot(ModeTurn turn, ModeChange wished) => wished switch
    {
        ModeChange.Key { IsSet: true, Value: var key } when !IsKey(key) => Refusal.BadKey,
        ModeChange.Limit { IsSet: true, Members: < 1 } => Refusal.BadLimit,
        ModeChange.Forward { IsSet: true, To: var to } => to is not null && Find(to) is { } other && IsKnownTo(other, turn.User)
            ? turn.By == ModeAuthority.Power || other.Find(turn.User.Id)?.Ranks.Operate() == true ? null : Refusal.NotOperator
            : Refusal.NoSuchChannel,
        ModeChange.Mask { IsSet: true, List: var list, Which: var mask } when !Holds(turn.Channel, list, mask)
            && turn.Channel.Masks.Sum(masks => masks.Count) >= _policy.MaxChannelMasks => Refusal.ListFull,
        ModeChange.Trait { Which: ChannelTraits.Auditorium } trait when turn.Channel.Is(trait.Which) != trait.IsSet
            && Unranked(turn.Channel).Count() > _policy.MaxHidden => Refusal.TooManyMembers,
        _ => null,
    };

    private static IEnumerable<Member> Unranked(Channel channel) => channel.Members.Where(member => member.Ranks == Ranks.None);

    private void Set(ModeTurn turn, ModeChange wished)
    {
        var channel = turn.Channel;
        switch (wished)
        {
            case ModeChange.Trait trait when channel.Is(trait.Which) != trait.IsSet:
                SetTraits(channel, channel.Traits ^ trait.Which);
                turn.Done.Add(trait);
                break;
            case ModeChange.Key { IsSet: true } key when !channel.Key.Equals(key.Value):
                channel.Key = key.Value;
                turn.Done.Add(key);
                break;
            case ModeChange.Key { IsSet: false } key when channel.Key.Length > 0:
                channel.Key = Text.Empty;
                turn.Done.Add(key);
                break;
            case ModeChange.Limit limit when channel.Limit != (limit.IsSet ? limit.Members : 0):
                channel.Limit = limit.IsSet ? limit.Members : 0;
                turn.Done.Add(limit);
                break;
            case ModeChange.Forward forward when channel.Forward?.Value != (forward.IsSet ? forward.To!.Value : null):
                channel.Forward = forward.IsSet ? forward.To : null;
                turn.Done.Add(forward);
                break;
            case ModeChange.Mask mask when Holds(channel, mask.List, mask.Which) != mask.IsSet:
                turn.Done.Add(mask.IsSet ? Add(turn, mask) : Remove(channel, mask));
                break;
        }
    }

    private ModeChange.Mask Add(ModeTurn turn, ModeChange.Mask wished)
    {
        turn.Channel.MasksOf(wished.List).Add(new MaskEntry(wished.Which, SourceOf(turn.User), Time));
        return wished;
    }

    // Told as it was set, which may have been in another case.
    private static ModeChange.Mask Remove(Channel channel, ModeChange.Mask wished)
    {
        var masks = channel.MasksOf(wished.List);
        var entry = masks.Find(entry => entry.Mask.Key == wished.Which.Key)!;
        masks.Remove(entry);
        return wished with { Which = entry.Mask };
    }

    private static bool Holds(Channel channel, MaskList list, ChannelMask mask) =>
        channel.MasksOf(list).Exists(entry => string.Equals(entry.Mask.Key, mask.Key, StringComparison.Ordinal));

    private void Change(ModeTurn turn, ModeChange.Rank wished)
    {
        var isOwn = Find(wished.Member) == turn.User;
        if (!turn.Ranks.AreAtLeast(RankToChange(wished.Which)) && !(isOwn && (!wished.IsSet || turn.ByAccess(wished.Which))))
        {
            turn.RefuseOnce(Refusal.NotOperator);
            return;
        }

        if (FindMember(turn.Turn, wished.Member, turn.Channel, wished) is not { } member
            || (member.Ranks & wished.Which) != 0 == wished.IsSet)
        {
            return;
        }

        if (!wished.IsSet && !isOwn && !MayRemove(turn.Ranks, member.Ranks))
        {
            turn.Refuse(Refusal.TargetRanksHigher, wished);
            return;
        }

        turn.Remember(member);
        member.SetRanks(member.Ranks ^ wished.Which, Sequence);
        turn.Done.Add(wished with { Member = member.User.Nick });
    }

    private static Ranks RankToChange(Ranks rank) => rank switch
    {
        Ranks.Voice => Ranks.HalfOperator,
        Ranks.HalfOperator or Ranks.Operator => Ranks.Operator,
        _ => Ranks.Owner,
    };

    // No space, which ends a word, no comma, which parts keys, and no colon in front, which begins a text.
    private bool IsKey(Text key) => key.Length > 0 && key.Length <= _policy.MaxKeyBytes && key.Utf8.Span[0] != (byte)':'
        && !key.Utf8.Span.ContainsAnyInRange((byte)0, (byte)' ') && !key.Utf8.Span.Contains((byte)',');

    /// <summary>Tells of the changes; before and after them, those of whom they show or hide somebody in an auditorium.</summary>
    private static void ReportModes(ModeTurn turn)
    {
        var (channel, events) = (turn.Channel, turn.Turn.Events);
        var (was, isNow) = (turn.WasAuditorium, channel.Is(ChannelTraits.Auditorium));
        foreach (var member in was && !isNow ? channel.Members.Where(member => turn.RanksBefore(member) == Ranks.None) : [])
        {
            ReportSeen(channel, member.User, events);
        }

        var ranked = was && isNow ? turn.Before : [];
        foreach (var (member, _) in ranked.Where(change => change.Ranks == Ranks.None && change.Member.Ranks != Ranks.None))
        {
            ReportSeen(channel, member.User, events);
        }

        ImmutableArray<UserId> users = channel.Find(turn.User.Id) is null ? [.. channel.UserIds, turn.User.Id] : channel.UserIds;
        events.Add(new Event.ModesChanged(
            new Audience(users, Reason.Member, turn.User.Id), turn.User.Identity, channel.Name, [.. turn.Done])
        {
            KeptIn = KeptBy(channel),
        });
        foreach (var (member, _) in ranked.Where(change => change.Ranks != Ranks.None && change.Member.Ranks == Ranks.None))
        {
            ReportHidden(channel, member.User, events);
        }

        foreach (var member in isNow && !was ? Unranked(channel) : [])
        {
            ReportHidden(channel, member.User, events);
        }
    }

    private static void ReportHidden(Channel channel, User user, List<Event> events) =>
        events.Add(new Event.Parted(BlindTo(channel, user), user.Identity, channel.Name, Text.Empty));

    /// <summary>In an auditorium, tells those who have not seen a member that it is there.</summary>
    private static void ReportSeen(Channel channel, User user, List<Event> events) => events.Add(new Event.Joined(
        BlindTo(channel, user), user.Identity, channel.Name, Ranks.None, user.RealName, user.Away));

    private static Audience BlindTo(Channel channel, User user) => new(
        [
            .. channel.Members.Where(other => other.User != user && !other.Ranks.AreAtLeast(Ranks.HalfOperator))
                .Select(other => other.User.Id),
        ],
        Reason.Member);

    /// <summary>A command that changes modes, on its way through its changes.</summary>
    private sealed class ModeTurn(Turn turn, Channel channel, ModeAuthority by)
    {
        private bool _hasRefused;

        public bool WasAuditorium { get; } = channel.Is(ChannelTraits.Auditorium);

        public Turn Turn => turn;

        public Channel Channel => channel;

        public User User => turn.User;

        public ModeAuthority By => by;

        public List<ModeChange> Done { get; } = [];

        /// <summary>Members whose ranks have changed, and what they had.</summary>
        public List<(Member Member, Ranks Ranks)> Before { get; } = [];

        public Ranks Ranks => by switch
        {
            ModeAuthority.Power => Ranks.Owner,
            ModeAuthority.Access => RankOver(turn, channel),
            _ => channel.Find(turn.User.Id)?.Ranks ?? Ranks.None,
        };

        /// <summary>Whether the user may take a rank because its account has that one, or a higher one, there.</summary>
        public bool ByAccess(Ranks rank) => by == ModeAuthority.Access && Ranks.AreAtLeast(rank);

        public Ranks RanksBefore(Member member) => Before.Find(known => known.Member == member) is { Member: not null } known
            ? known.Ranks
            : member.Ranks;

        public void Remember(Member member)
        {
            if (!Before.Exists(known => known.Member == member))
            {
                Before.Add((member, member.Ranks));
            }
        }

        public void Refuse(Refusal reason, ModeChange wished) =>
            turn.Refuse(reason, channel: wished is ModeChange.Forward { To: { } to } ? to : channel.Name, change: wished);

        /// <summary>That one is no operator is not said for each change of many.</summary>
        public void RefuseOnce(Refusal reason)
        {
            if (!_hasRefused)
            {
                _hasRefused = true;
                turn.Refuse(reason, channel: channel.Name);
            }
        }
    }
}
