namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void Invite(Turn turn, Command.Invite command)
    {
        if (Find(command.Channel) is not { } channel)
        {
            turn.Refuse(Refusal.NoSuchChannel, channel: command.Channel);
            return;
        }

        if (channel.Find(turn.User.Id) is null)
        {
            turn.Refuse(Refusal.NotOnChannel, channel: channel.Name);
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

        turn.Report(new Event.Invited(
            Both(turn.User, target), turn.User.Identity, target.Identity, channel.Name));
    }
}
