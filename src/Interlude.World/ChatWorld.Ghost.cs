namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void Ghost(Turn turn, Command.Ghost command)
    {
        if (turn.User.Account is not { } account)
        {
            turn.Refuse(Refusal.NotLoggedIn);
            return;
        }

        if (Find(command.Target) is not { } target)
        {
            turn.Refuse(Refusal.NoSuchNick, command.Target);
            return;
        }

        if (target == turn.User)
        {
            turn.Refuse(Refusal.TargetIsSelf, command.Target);
            return;
        }

        if (target.Account != account && OwnerOf(target.Nick) != account)
        {
            turn.Refuse(Refusal.NickReserved, command.Target);
            return;
        }

        var nick = target.Nick;
        Expel(target, new Departure(DepartureCause.Killed, Words("ghost"), turn.User.Identity), turn.Events);
        turn.Report(new Event.AccountChanged(
            Only(turn.User), turn.Session.Id, account.Identity, new AccountChange.Ghosted(nick)));
        if (command.TakesNick && WhyNotTake(nick, account, turn.User) is null)
        {
            Rename(turn.User, nick, turn.Events);
        }
    }
}
