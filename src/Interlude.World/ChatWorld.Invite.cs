using System.Collections.Immutable;
using Interlude.World.State;

namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void Invite(Turn turn, Command.Invite command)
    {
        if (FindJoined(turn, command.Channel) is not { } channel)
        {
            return;
        }

        var operates = channel.Find(turn.User.Id)!.Ranks.AreAtLeast(Ranks.HalfOperator);
        if (channel.Is(ChannelTraits.InviteOnly) && !operates)
        {
            turn.Refuse(Refusal.NotOperator, channel: channel.Name);
            return;
        }

        if (Find(command.Target) is not { } target)
        {
            turn.Refuse(Refusal.NoSuchNick, command.Target);
            return;
        }

        if (channel.Find(target.Id) is not null)
        {
            turn.Refuse(Refusal.TargetAlreadyOnChannel, target.Nick, channel.Name);
            return;
        }

        Admit(target, channel);

        turn.Report(new Event.Invited(
            ToldOfInvitation(channel, turn.User, target), turn.User.Identity, target.Identity, channel.Name));
    }

    private void Admit(User target, Channel channel)
    {
        if (target.Invitations.Contains(channel) || _policy.MaxInvitations == 0)
        {
            return;
        }

        while (target.Invitations.Count >= _policy.MaxInvitations)
        {
            var oldest = target.Invitations[0];
            oldest.Invited.Remove(target);
            target.RemoveInvitation(oldest);
        }

        target.AddInvitation(channel);
        channel.Invited.Add(target);
    }

    // Those who could have invited: where not everybody can, it is not everybody's business.
    private static Audience ToldOfInvitation(Channel channel, User self, User target)
    {
        ImmutableArray<UserId> members = channel.Is(ChannelTraits.InviteOnly)
            ? [.. channel.Members.Where(member => member.Ranks.AreAtLeast(Ranks.HalfOperator)).Select(member => member.User.Id)]
            : channel.UserIds;
        return new Audience([.. members, target.Id], Reason.Member, self.Id, target.Id);
    }
}
