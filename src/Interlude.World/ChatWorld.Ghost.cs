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

        if (target == turn.User && (command.TakesNick || target.Sessions.Count == 1))
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
        var departure = new Departure(DepartureCause.Killed, Words("ghost"), turn.User.Identity);
        if (target == turn.User)
        {
            foreach (var other in target.Sessions.Where(session => session != turn.Session).ToArray())
            {
                End(other, departure, turn.Events);
            }
        }
        else
        {
            Expel(target, departure, turn.Events);
        }

        turn.Report(new Event.AccountChanged(
            Only(turn.User), turn.Session.Id, account.Identity, new AccountChange.Ghosted(nick)));
        if (command.TakesNick && WhyNotTake(nick, account, turn.User) is null)
        {
            Rename(turn.User, nick, turn.Events);
        }
    }
}
