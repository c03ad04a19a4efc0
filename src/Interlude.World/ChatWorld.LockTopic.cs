namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void LockTopic(Turn turn, Command.LockTopic command)
    {
        if (FindOperated(turn, command.Channel) is not { } channel)
        {
            return;
        }

        if (channel.IsTopicLocked == command.Locked)
        {
            return;   // what is wished is so already: nothing to tell anybody
        }

        channel.IsTopicLocked = command.Locked;

        turn.Report(new Event.TopicLockChanged(
            MembersOf(channel, turn.User), turn.User.Identity, channel.Name, command.Locked));
    }

    /// <summary>The channel, if the user may do there what only its operators do; else refuses and returns null.</summary>
    private State.Channel? FindOperated(Turn turn, ChannelName name)
    {
        var channel = Find(name);
        var member = channel?.Find(turn.User.Id);
        if (channel is not null && member is { IsOperator: true })
        {
            return channel;
        }

        var refusal = channel is null ? Refusal.NoSuchChannel
            : member is null ? Refusal.NotOnChannel
            : Refusal.NotOperator;
        turn.Refuse(refusal, channel: channel?.Name ?? name);
        return null;
    }
}
