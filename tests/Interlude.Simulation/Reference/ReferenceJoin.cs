using Interlude.Simulation.Talk;
using Interlude.World;

namespace Interlude.Simulation.Reference;

/// <summary>Who gets into a channel, and where who does not.</summary>
internal sealed class ReferenceJoin(ReferenceTurn turn)
{
    private readonly ReferenceWorld _world = turn.World;
    private readonly ReferenceUser _user = turn.User;

    public void Join(Command.Join wish)
    {
        var name = wish.Channel.Value;
        var channel = _world.FindChannel(name);
        if (channel is not null && _user.Channels.Contains(channel))
        {
            turn.Refuse($"* You are in {channel.Name} already.");
        }
        else if (_user.Channels.Count >= _world.Policy.MaxChannelsPerUser)
        {
            turn.Refuse($"* You are in {_world.Policy.MaxChannelsPerUser} channels, as many as");
        }
        else if (channel is null && _world.Channels.Count >= _world.Policy.MaxChannels)
        {
            turn.Refuse($"* There are {_world.Policy.MaxChannels} channels, as many as there may be, so {name} cannot");
        }
        else if (channel is null)
        {
            Enter(Open(name), null);
        }
        else if (WhyNot(channel, wish.Key.ToString()) is not { } refusal)
        {
            Enter(channel, null);
        }
        else if (channel.Forward is { } forward && _world.FindChannel(forward) is { } other
            && !_user.Channels.Contains(other) && WhyNot(other, string.Empty) is null)
        {
            Enter(other, channel.Name);
        }
        else
        {
            turn.Refuse(refusal);
        }
    }

    private string? WhyNot(ReferenceChannel channel, string key)
    {
        var most = _world.Policy.MaxMembersPerChannel;
        var full = $"* {channel.Name} has {(channel.Limit == 0 ? most : Math.Min(channel.Limit, most))} members, as many as";
        return channel.Members.Count >= most ? full
            : _user.Invitations.Contains(channel) ? null
            : channel.Bans(_user) ? $"* You are banned from {channel.Name}."
            : channel.Is(ChannelTraits.InviteOnly) && !channel.Lists(_user, MaskList.Invitations, false) ? $"* Only who is invited can join {channel.Name}."
            : channel.Is(ChannelTraits.AccountsJoin) && turn.User.Account is null ? "* Only people with an account"
            : channel.Password.Length > 0 && channel.Password != key
                ? key.Length > 0 ? $"* The key for {channel.Name} is wrong." : $"* Joining {channel.Name} needs its key."
            : channel.Limit > 0 && channel.Members.Count >= channel.Limit ? full
            : null;
    }

    private ReferenceChannel Open(string name)
    {
        var isLobby = _world.IsLobby(Spellings.ChannelKey(name));
        var traits = _world.Policy.DefaultChannelTraits;
        var channel = new ReferenceChannel(name, isLobby ? traits & (ChannelTraits.MembersOnly | ChannelTraits.NoCtcp | ChannelTraits.NoFormatting) : traits);
        _world.Channels.Add(channel);
        return channel;
    }

    private void Enter(ReferenceChannel channel, string? sentFrom)
    {
        var ranks = channel.Members.Count == 0 && !_world.IsLobby(channel.Key) ? Ranks.Operator : Ranks.None;
        channel.Add(_user, ranks);
        _user.Channels.Add(channel);
        _user.Invitations.Remove(channel);
        turn.Report(new Happening(What.Joined, channel.Witnesses(_user, _user))
        {
            Channel = channel,
            Ranks = ranks,
            Text = _user.RealName,
            Away = _user.Away,
            SentFrom = sentFrom,
        });
    }
}
