using Interlude.World.State;

namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void SetTopic(Turn turn, Command.SetTopic command)
    {
        if (FindJoined(turn, command.Channel) is not { } channel)
        {
            return;
        }

        if (channel.Is(ChannelTraits.TopicLocked) && !channel.Find(turn.User.Id)!.Ranks.AreAtLeast(Ranks.HalfOperator))
        {
            turn.Refuse(Refusal.TopicLocked, channel: channel.Name);
            return;
        }

        if (command.Topic.Length > _policy.MaxTopicBytes)
        {
            turn.Refuse(Refusal.TextTooLong, channel: channel.Name, limit: _policy.MaxTopicBytes);
            return;
        }

        if (channel.Topic.Text.Equals(command.Topic))
        {
            return;   // what is wished is so already: nothing to tell anybody
        }

        channel.Topic = command.Topic.Length == 0 ? Topic.None : new Topic(command.Topic, SourceOf(turn.User), Time);

        turn.Report(new Event.TopicChanged(
            MembersOf(channel, turn.User), turn.User.Identity, channel.Name, command.Topic)
        {
            KeptIn = KeptBy(channel),
        });
    }
}
