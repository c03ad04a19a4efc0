using Interlude.World.State;

namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void Kick(Turn turn, Command.Kick command)
    {
        if (FindRanked(turn, command.Channel, Ranks.HalfOperator) is not { } channel
            || FindMember(turn, command.Target, channel) is not { } member)
        {
            return;
        }

        var target = member.User;
        if (target != turn.User && !MayRemove(channel.Find(turn.User.Id)!.Ranks, member.Ranks))
        {
            turn.Refuse(Refusal.TargetRanksHigher, target.Nick, channel.Name);
            return;
        }

        var keptIn = KeptBy(channel, target);
        var audience = WitnessesOf(channel, turn.User, target);
        var successor = Leave(target, channel);

        turn.Report(new Event.Kicked(
            audience, turn.User.Identity, target.Identity, channel.Name, Shorten(command.Reason))
        {
            KeptIn = keptIn,
        });
        ReportSuccessor(successor, channel, turn.Events);
    }

    // Operators are equals; those below them have power only over those below.
    private static bool MayRemove(Ranks actor, Ranks target) =>
        actor.Operate() ? actor.Highest() >= target.Highest() : target.Highest() < actor.Highest();

    /// <summary>The member of that nick; else refuses and returns null.</summary>
    private Member? FindMember(Turn turn, Nick nick, Channel channel, ModeChange? change = null)
    {
        var user = Find(nick);
        var member = user is null ? null : channel.Find(user.Id);
        if (member is null)
        {
            turn.Refuse(
                user is null ? Refusal.NoSuchNick : Refusal.TargetNotOnChannel, user?.Nick ?? nick, channel.Name, change: change);
        }

        return member;
    }
}
