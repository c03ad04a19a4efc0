using Interlude.World.State;

namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void ChangePassword(Turn turn, Command.ChangePassword command)
    {
        if (turn.User.Account is not { } account)
        {
            turn.Refuse(Refusal.NotLoggedIn);
            return;
        }

        var known = account.Passwords.Find(password => password.Name.Equals(command.Name));
        if (WhyNot(account, known, command) is { } reason)
        {
            turn.Refuse(reason, limit: reason == Refusal.AccountFull ? _policy.MaxPasswordsPerAccount
                : reason == Refusal.TextTooLong ? MaxPasswordNameBytes : 0);
            return;
        }

        if (command.Verifier is { } verifier)
        {
            account.Passwords.Add(new AccountPassword(command.Name, verifier, Time));
        }
        else
        {
            account.Passwords.Remove(known!);
        }

        turn.Report(new Event.AccountChanged(
            Only(turn.User), turn.Session.Id, account.Identity,
            new AccountChange.PasswordAdded(command.Name, command.Verifier is not null)));
    }

    private Refusal? WhyNot(Account account, AccountPassword? known, Command.ChangePassword command) =>
        command.Verifier is null ? known is null ? Refusal.NotOfAccount : null
        : known is not null ? Refusal.TakenByAccount
        : command.Name.Length > MaxPasswordNameBytes ? Refusal.TextTooLong
        : account.Passwords.Count >= _policy.MaxPasswordsPerAccount ? Refusal.AccountFull
        : null;
}
