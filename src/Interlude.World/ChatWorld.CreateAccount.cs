using Interlude.World.State;

namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void CreateAccount(Asking asking, Command.CreateAccount command)
    {
        if (WhyNotCreate(asking, command) is { } reason)
        {
            asking.Refuse(reason, command.Name, LimitOf(reason));
            return;
        }

        var account = new Account(new AccountIdentity(new AccountId(Sequence), command.Name), command.Verifier)
        {
            CreatedOn = Time,
            Email = command.Email,
        };
        _accounts.Add(account.Id, account);
        _accountsByNick.Add(command.Name.Key, account);
        asking.Report(new Event.AccountCreated(asking.Asker, asking.Id, account.Identity));
        if (!asking.IsNode)
        {
            account.UsedAt = Time;
            LogIn(asking, account);
        }
    }

    private Refusal? WhyNotCreate(Asking asking, Command.CreateAccount command) =>
        asking.User?.Account is not null ? Refusal.AlreadyLoggedIn
        : IsService(command.Name) || OwnerOf(command.Name) is not null
            || (!asking.IsNode && Find(command.Name) is { } holder && holder != asking.User) ? Refusal.AccountNameTaken
        : command.Name.CodePointCount > _policy.MaxNickCodePoints ? Refusal.NameTooLong
        : command.Email.Length > MaxEmailBytes ? Refusal.TextTooLong
        : _accounts.Count >= _policy.MaxAccounts ? Refusal.TooManyAccounts
        : null;

    private int LimitOf(Refusal reason) => reason switch
    {
        Refusal.NameTooLong => _policy.MaxNickCodePoints,
        Refusal.TextTooLong => MaxEmailBytes,
        Refusal.TooManyAccounts => _policy.MaxAccounts,
        _ => 0,
    };
}
