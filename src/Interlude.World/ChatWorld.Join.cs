using Interlude.World.State;

namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void Join(Turn turn, Command.Join command)
    {
        var user = turn.User;
        var channel = Find(command.Channel);
        if (channel?.Find(user.Id) is not null)
        {
            turn.Refuse(Refusal.AlreadyOnChannel, channel: channel.Name);
            return;
        }

        if (user.Channels.Count >= _policy.MaxChannelsPerUser)
        {
            turn.Refuse(Refusal.TooManyChannels, channel: command.Channel, limit: _policy.MaxChannelsPerUser);
            return;
        }

        if (channel is null && command.Channel.CodePointCount > _policy.MaxChannelCodePoints)
        {
            turn.Refuse(Refusal.NameTooLong, channel: command.Channel, limit: _policy.MaxChannelCodePoints);
            return;
        }

        if (channel is null && _channels.Count >= _policy.MaxChannels)
        {
            turn.Refuse(Refusal.TooManyChannelsInAll, channel: command.Channel, limit: _policy.MaxChannels);
            return;
        }

        if (channel is null || WhyNot(user, channel, command.Key) is not { } barrier)
        {
            Enter(turn, channel ?? Open(command.Channel), sentFrom: null);
            return;
        }

        // Sent on once and no further; if there is no place there either, what counts is why there was none here.
        if (channel.Forward is { } forward && Find(forward) is { } other && other.Find(user.Id) is null
            && !other.Is(ChannelTraits.Secret)
            && WhyNot(user, other, Text.Empty) is null)
        {
            Enter(turn, other, channel.Name);
            return;
        }

        turn.Refuse(barrier, channel: channel.Name, limit: LimitOf(channel));
    }

    // Nobody operates the lobby by being there: what is left to operators, or opened by them, would be closed to all for good.
    private const ChannelTraits LobbyTraits = ChannelTraits.MembersOnly | ChannelTraits.NoCtcp | ChannelTraits.NoFormatting;

    /// <summary>Why the user may not join a channel that is there; null if it may.</summary>
    private Refusal? WhyNot(User user, Channel channel, Text key)
    {
        if (channel.Members.Count >= _policy.MaxMembersPerChannel)
        {
            return Refusal.ChannelFull;
        }

        // Who runs it must not be kept out by what others have set; nor who has a rank there by a key or an invitation, for which
        // there may be nobody to ask.
        var rank = channel.RankOf(user.Account);
        if (user.Invitations.Contains(channel) || rank.Operate())
        {
            return null;
        }

        return channel.Bans(user, fromSpeaking: false) ? Refusal.Banned
            : rank != Ranks.None ? null
            : channel.Is(ChannelTraits.InviteOnly) && !channel.Lists(user, MaskList.Invitations, isMute: false) ? Refusal.InviteOnly
            : channel.Is(ChannelTraits.AccountsJoin) && !user.HasAccount ? Refusal.NeedsAccount
            : channel.Key.Length > 0 && !channel.Key.Equals(key) ? Refusal.WrongKey
            : channel.Limit > 0 && channel.Members.Count >= channel.Limit ? Refusal.ChannelFull
            : null;
    }

    private int LimitOf(Channel channel) =>
        channel.Limit > 0 ? Math.Min(channel.Limit, _policy.MaxMembersPerChannel) : _policy.MaxMembersPerChannel;

    private Channel Open(ChannelName name)
    {
        var traits = IsLobby(name) ? _policy.DefaultChannelTraits & LobbyTraits : _policy.DefaultChannelTraits;
        var channel = new Channel(name, Sequence) { CreatedOn = Time };
        SetTraits(channel, traits);
        _channels.Add(name.Key, channel);
        return channel;
    }

    private void Enter(Turn turn, Channel channel, ChannelName? sentFrom)
    {
        var user = turn.User;
        var ranks = channel.Registration is { } registration ? registration.RankOf(user.Account)
            : channel.Members.Count == 0 && !IsLobby(channel.Name) ? Ranks.Operator
            : Ranks.None;
        var member = new Member(user, Sequence);
        member.SetRanks(ranks, Sequence);
        channel.Add(member);
        user.Channels.Add(channel);
        if (user.RemoveInvitation(channel))
        {
            channel.Invited.Remove(user);
        }

        turn.Report(new Event.Joined(WitnessesOf(channel, user), user.Identity, channel.Name, ranks, user.RealName, user.Away)
        {
            SentFrom = sentFrom,
            KeptIn = KeptBy(channel, user),
        });

        // It learns its rank with the names; the others learn it here.
        if (channel.Registration is not null && ranks != Ranks.None && channel.Members.Count > 1)
        {
            turn.Report(new Event.ModesChanged(
                new Audience(channel.UserIds.Remove(user.Id), Reason.Member),
                User: null,
                channel.Name,
                [new ModeChange.Rank(true, ranks, user.Nick)])
            {
                KeptIn = KeptBy(channel),
            });
        }
    }
}
