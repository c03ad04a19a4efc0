using System.Text;
using Interlude.Simulation.Talk;
using Interlude.World;

namespace Interlude.Simulation.Reference;

/// <summary>One command of somebody who has a name: what it changes, and who hears of it.</summary>
internal sealed class ReferenceTurn(ReferenceWorld world, ReferenceUser user, List<Happening> happened)
{
    private WorldPolicy Policy => world.Policy;

    public void Apply(Command command)
    {
        switch (command)
        {
            case Command.Join wish:
                Join(wish.Channel.Value);
                break;
            case Command.Part wish:
                if (FindMine(wish.Channel.Value) is { } left)
                {
                    Report(new Happening(What.Parted, [.. left.Members]) { Channel = left, Text = world.Shorten(wish.Reason.ToString()) });
                    world.Leave(user, left, happened);
                }

                break;
            case Command.Say wish:
                if (FindOrRefuse(wish.Channel.Value) is { } said && IsShort(wish.Speech.Text, Policy.MaxTextBytes))
                {
                    var what = wish.Speech.Form == TextKind.Plain ? What.Said : What.Acted;
                    Report(new Happening(what, [.. said.Members, .. said.Members.Contains(user) ? [] : new[] { user }])
                    {
                        Channel = said,
                        Text = wish.Speech.Text.ToString(),
                    });
                }

                break;
            case Command.Tell wish:
                Tell(wish);
                break;
            case Command.SetTopic wish:
                SetTopic(wish);
                break;
            case Command.ChangeModes { Changes: [ModeChange.Trait { Which: ChannelTraits.TopicLocked } change] } wish:
                if (FindOperated(wish.Channel.Value) is { } locked && locked.IsLocked != change.IsSet)
                {
                    locked.IsLocked = change.IsSet;
                    Report(new Happening(What.LockSet, [.. locked.Members]) { Channel = locked, Flag = change.IsSet });
                }

                break;
            case Command.ChangeNick wish:
                ChangeNick(wish.Nick.Value);
                break;
            case Command.SetAway wish:
                if (IsShort(wish.Message, Policy.MaxAwayBytes) && user.Away != wish.Message.ToString())
                {
                    user.Away = wish.Message.ToString();
                    Report(new Happening(What.AwaySet, [user]) { Text = user.Away });
                }

                break;
            case Command.Invite wish:
                Invite(wish);
                break;
            case Command.Kick wish:
                if (FindOperated(wish.Channel.Value) is { } channel && FindMember(wish.Target.Value, channel) is { } kicked)
                {
                    Report(new Happening(What.Kicked, [.. channel.Members])
                    {
                        Target = kicked,
                        TargetNick = kicked.Nick,
                        Channel = channel,
                        Text = world.Shorten(wish.Reason.ToString()),
                    });
                    world.Leave(kicked, channel, happened);
                }

                break;
            case Command.ChangeModes { Changes: [ModeChange.Rank { IsSet: true, Which: Ranks.Operator } change] } wish:
                if (FindOperated(wish.Channel.Value) is { } operated
                    && FindMember(change.Member.Value, operated) is { } promoted
                    && operated.Operators.Add(promoted))
                {
                    Report(new Happening(What.Promoted, [.. operated.Members])
                    {
                        Target = promoted,
                        TargetNick = promoted.Nick,
                        Channel = operated,
                    });
                }

                break;
            default:
                throw new BrokenException($"The reference has no rule for {command.GetType().Name}.");
        }
    }

    private void Join(string name)
    {
        var channel = world.FindChannel(name);
        if (channel is not null && user.Channels.Contains(channel))
        {
            Refuse($"* You are in {channel.Name} already.");
        }
        else if (user.Channels.Count >= Policy.MaxChannelsPerUser)
        {
            Refuse($"* You are in {Policy.MaxChannelsPerUser} channels, as many as");
        }
        else if (channel is null && world.Channels.Count >= Policy.MaxChannels)
        {
            Refuse($"* There are {Policy.MaxChannels} channels, as many as there may be, so {name} cannot");
        }
        else if (channel is not null && channel.Members.Count >= Policy.MaxMembersPerChannel)
        {
            Refuse($"* {channel.Name} has {Policy.MaxMembersPerChannel} members, as many as");
        }
        else
        {
            var operates = channel is null && !world.IsLobby(Spellings.ChannelKey(name));
            if (channel is null)
            {
                channel = new ReferenceChannel(name, Spellings.ChannelKey(name));
                world.Channels.Add(channel);
            }

            channel.Members.Add(user);
            user.Channels.Add(channel);
            if (operates)
            {
                channel.Operators.Add(user);
            }

            Report(new Happening(What.Joined, [.. channel.Members]) { Channel = channel, Flag = operates });
        }
    }

    private void Tell(Command.Tell wish)
    {
        if (world.Find(wish.Target.Value) is not { } target)
        {
            Refuse($"* There is nobody called {wish.Target.Value}. ");
        }
        else if (IsShort(wish.Speech.Text, Policy.MaxTextBytes))
        {
            Report(new Happening(What.Told, user == target ? [user] : [user, target])
            {
                Target = target,
                TargetNick = target.Nick,
                Text = wish.Speech.Text.ToString(),
                Away = target.Away,
            });
        }
    }

    private void SetTopic(Command.SetTopic wish)
    {
        if (FindMine(wish.Channel.Value) is not { } channel)
        {
            return;
        }

        if (channel.IsLocked && !channel.Operators.Contains(user))
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
        if (world.Find(nick) is { } holder && holder != user)
        {
            Refuse($"* The name {nick} is taken. You keep");
        }
        else if (nick != user.Nick)
        {
            ReferenceUser[] peers = [user, .. user.Channels.SelectMany(channel => channel.Members).Distinct().Where(peer => peer != user)];
            Report(new Happening(What.Renamed, peers) { Text = nick });
            user.Nick = nick;
        }
    }

    private void Invite(Command.Invite wish)
    {
        if (FindMine(wish.Channel.Value) is not { } channel)
        {
            return;
        }

        if (world.Find(wish.Target.Value) is not { } target)
        {
            Refuse($"* There is nobody called {wish.Target.Value}. ");
        }
        else if (channel.Members.Contains(target))
        {
            Refuse($"* {target.Nick} is in {channel.Name} already.");
        }
        else
        {
            Report(new Happening(What.Invited, [user, target]) { Target = target, TargetNick = target.Nick, Channel = channel });
        }
    }

    private ReferenceChannel? FindOrRefuse(string name)
    {
        var channel = world.FindChannel(name);
        if (channel is null)
        {
            Refuse($"* There is no channel {name}. ");
        }

        return channel;
    }

    private ReferenceChannel? FindMine(string name)
    {
        var channel = FindOrRefuse(name);
        if (channel is not null && !channel.Members.Contains(user))
        {
            Refuse($"* You are not in {channel.Name}. ");
            return null;
        }

        return channel;
    }

    private ReferenceChannel? FindOperated(string name)
    {
        var channel = FindMine(name);
        if (channel is not null && !channel.Operators.Contains(user))
        {
            Refuse(channel.Operators.Count == 0
                ? $"* Nobody operates {channel.Name}, so nobody can do that there."
                : $"* Only an operator of {channel.Name} can do that. ");
            return null;
        }

        return channel;
    }

    private ReferenceUser? FindMember(string nick, ReferenceChannel channel)
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

    private bool IsShort(Text text, int maxBytes)
    {
        var isShort = Encoding.UTF8.GetByteCount(text.ToString()) <= maxBytes;
        if (!isShort)
        {
            Refuse($"* That text is longer than the {maxBytes} bytes");
        }

        return isShort;
    }

    private void Report(Happening what) => happened.Add(what with { Actor = user, ActorNick = user.Nick });

    private void Refuse(string sentence) =>
        happened.Add(new Happening(What.Refused, [user]) { Session = user.Session, Refusal = sentence });
}
