namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void Kill(Turn turn, Command.Kill command)
    {
        if ((turn.Powers & OperatorPowers.Kill) == 0)
        {
            turn.Refuse(Refusal.NoPower);
            return;
        }

        if (Find(command.Target) is not { } target)
        {
            turn.Refuse(Refusal.NoSuchNick, command.Target);
            return;
        }

        var departure = new Departure(DepartureCause.Killed, Shorten(command.Reason), turn.User.Identity);
        Notice(NoticeKind.Killed, target, departure.Reason, turn.Events);
        foreach (var session in target.Sessions.ToArray())
        {
            End(session, departure, turn.Events);
        }
    }
}
