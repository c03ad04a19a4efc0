namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void ChooseAlwaysOn(Turn turn, Command.ChooseAlwaysOn command)
    {
        if (turn.User.Account is not { } account)
        {
            turn.Refuse(Refusal.NotLoggedIn);
            return;
        }

        if (_policy.AlwaysOn is AlwaysOnRule.Never or AlwaysOnRule.Always)
        {
            turn.Refuse(Refusal.NoChoice);
            return;
        }

        account.AlwaysOn = command.Choice;
        turn.Report(new Event.AccountChanged(
            Only(turn.User), turn.Session.Id, account.Identity, new AccountChange.AlwaysOnChosen(command.Choice)));
        SendOffThoseAlone(turn.Events);
    }

    /// <summary>Users without a session whose account, or whose operator, does not want them to stay any longer.</summary>
    private void SendOffThoseAlone(List<Event> events)
    {
        foreach (var id in _alone.Select(alone => alone.User).Order().ToArray())
        {
            if (_users.GetValueOrDefault(new UserId(id)) is { } user && !IsAlwaysOn(user.Account!))
            {
                Depart(user, new Departure(DepartureCause.Connection, Words("no longer always on")), events);
            }
        }
    }
}
