namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void Knock(Turn turn, Command.Knock command)
    {
        if (FindKnown(turn, command.Channel) is not { } channel)
        {
            return;
        }

        var user = turn.User;
        if (channel.Find(user.Id) is not null)
        {
            turn.Refuse(Refusal.AlreadyOnChannel, channel: channel.Name);
            return;
        }

        if (!channel.Is(ChannelTraits.InviteOnly) && channel.Key.Length == 0)
        {
            turn.Refuse(Refusal.ChannelOpen, channel: channel.Name);
            return;
        }

        if (channel.Bans(user, fromSpeaking: false))
        {
            turn.Refuse(Refusal.Banned, channel: channel.Name);
            return;
        }

        var since = Time.Milliseconds - (_policy.KnockSeconds * 1000L);
        channel.Knocks.RemoveAll(knock => knock.At.Milliseconds <= since);
        if (channel.Knocks.Count >= _policy.MaxKnocks || channel.Knocks.Exists(knock => knock.User == user.Id))
        {
            turn.Refuse(Refusal.TooManyKnocks, channel: channel.Name);
            return;
        }

        channel.Knocks.Add((user.Id, Time));
        var operators = channel.Members.Where(member => member.Ranks.AreAtLeast(Ranks.HalfOperator)).Select(member => member.User.Id);

        turn.Report(new Event.Knocked(
            new Audience([user.Id, .. operators], Reason.Member, user.Id), user.Identity, channel.Name));
    }
}
