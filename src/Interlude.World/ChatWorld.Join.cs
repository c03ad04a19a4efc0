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

        if (channel is null && _channels.Count >= _policy.MaxChannels)
        {
            turn.Refuse(Refusal.TooManyChannelsInAll, channel: command.Channel, limit: _policy.MaxChannels);
            return;
        }

        if (channel?.Members.Count >= _policy.MaxMembersPerChannel)
        {
            turn.Refuse(Refusal.ChannelFull, channel: channel.Name, limit: _policy.MaxMembersPerChannel);
            return;
        }

        var isFirst = channel is null;
        if (channel is null)
        {
            channel = new Channel(command.Channel, Sequence);
            _channels.Add(channel.Name.Key, channel);
        }

        var asOperator = isFirst && !IsLobby(channel.Name);
        channel.Add(new Member(user, asOperator));
        user.Channels.Add(channel);

        turn.Report(new Event.Joined(MembersOf(channel, user), user.Identity, channel.Name, asOperator));
    }
}
