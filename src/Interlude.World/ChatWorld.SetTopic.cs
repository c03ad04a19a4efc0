namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void SetTopic(Turn turn, Command.SetTopic command)
    {
        if (Find(command.Channel) is not { } channel)
        {
            turn.Refuse(Refusal.NoSuchChannel, channel: command.Channel);
            return;
        }

        if (channel.Find(turn.User.Id) is not { } member)
        {
            turn.Refuse(Refusal.NotOnChannel, channel: channel.Name);
            return;
        }

        if (channel.IsTopicLocked && !member.IsOperator)
        {
            turn.Refuse(Refusal.TopicLocked, channel: channel.Name);
            return;
        }

        if (command.Topic.Length > _policy.MaxTopicBytes)
        {
            turn.Refuse(Refusal.TextTooLong, channel: channel.Name, limit: _policy.MaxTopicBytes);
            return;
        }

        if (channel.Topic.Equals(command.Topic))
        {
            return;   // what is wished is so already: nothing to tell anybody
        }

        channel.Topic = command.Topic;

        turn.Report(new Event.TopicChanged(
            MembersOf(channel, turn.User), turn.User.Identity, channel.Name, command.Topic));
    }
}
