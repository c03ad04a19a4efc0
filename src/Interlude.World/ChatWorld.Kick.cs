namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void Kick(Turn turn, Command.Kick command)
    {
        if (FindOperated(turn, command.Channel) is not { } channel
            || FindMember(turn, command.Target, channel) is not { } member)
        {
            return;
        }

        var target = member.User;
        var audience = MembersOf(channel, turn.User, target);
        var successor = Leave(target, channel);

        turn.Report(new Event.Kicked(
            audience, turn.User.Identity, target.Identity, channel.Name, Shorten(command.Reason)));
        ReportSuccessor(successor, channel, turn.Events);
    }

    /// <summary>The member of that nick; else refuses and returns null.</summary>
    private State.Member? FindMember(Turn turn, Nick nick, State.Channel channel)
    {
        var user = Find(nick);
        var member = user is null ? null : channel.Find(user.Id);
        if (member is null)
        {
            turn.Refuse(
                user is null ? Refusal.NoSuchNick : Refusal.TargetNotOnChannel, user?.Nick ?? nick, channel.Name);
        }

        return member;
    }
}
