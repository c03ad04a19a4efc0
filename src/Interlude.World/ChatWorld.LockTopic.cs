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
}
