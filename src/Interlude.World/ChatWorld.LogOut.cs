namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void LogOut(Turn turn)
    {
        var user = turn.User;
        if (user.Account is null)
        {
            turn.Refuse(Refusal.NotLoggedIn);
            return;
        }

        if (user.Sessions.Count > 1)
        {
            turn.Refuse(Refusal.SeveralSessions);
            return;
        }

        turn.Report(new Event.LoggedOut(PeersAndWatchersOf(user), turn.Session.Id, user.Identity));
        TakeRanks(user, turn.Events);
        SetAccount(user, null);
    }
}
