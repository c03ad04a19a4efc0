namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void SuspendAccount(Asking asking, Command.SuspendAccount command)
    {
        if ((asking.Powers & OperatorPowers.Accounts) == 0)
        {
            asking.Refuse(Refusal.NoPower);
            return;
        }

        if (Find(command.Account) is not { } account)
        {
            asking.Refuse(Refusal.NoSuchAccount);
            return;
        }

        if (asking.User is { } user && user.Account == account)
        {
            asking.Refuse(Refusal.TargetIsSelf);
            return;
        }

        account.Suspension = command.IsSuspended ? Shorten(command.Reason) : null;
        asking.ReportChange(account, new AccountChange.Suspended(command.IsSuspended, Shorten(command.Reason)));
        if (!command.IsSuspended)
        {
            return;
        }

        var departure = asking.User is { } by
            ? new Departure(DepartureCause.Killed, Words("account suspended"), by.Identity)
            : new Departure(DepartureCause.Connection, Words("account suspended"));
        foreach (var closed in account.Users.Values.ToArray())
        {
            Expel(closed, departure, asking.Events);
        }
    }

    private static Text Words(string words) => Text.TryCreate(System.Text.Encoding.UTF8.GetBytes(words), out var text)
        ? text
        : throw new System.Diagnostics.UnreachableException("Our own words are text.");
}
