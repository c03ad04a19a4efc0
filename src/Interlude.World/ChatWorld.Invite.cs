namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void Invite(Turn turn, Command.Invite command)
    {
        if (FindJoined(turn, command.Channel) is not { } channel)
        {
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
