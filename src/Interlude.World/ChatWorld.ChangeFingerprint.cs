namespace Interlude.World;

public sealed partial class ChatWorld
{
    private void ChangeFingerprint(Turn turn, Command.ChangeFingerprint command)
    {
        if (turn.User.Account is not { } account)
        {
            turn.Refuse(Refusal.NotLoggedIn);
            return;
        }

        var owner = _accountsByFingerprint.GetValueOrDefault(command.Fingerprint.ToString());
        Refusal? reason = !command.IsAdded ? owner != account ? Refusal.NotOfAccount : null
            : owner is not null ? Refusal.TakenByAccount
            : account.Fingerprints.Count >= _policy.MaxPasswordsPerAccount ? Refusal.AccountFull
            : null;
        if (reason is not null)
        {
            turn.Refuse(reason.Value, limit: reason == Refusal.AccountFull ? _policy.MaxPasswordsPerAccount : 0);
            return;
        }

        if (command.IsAdded)
        {
            account.Fingerprints.Add(command.Fingerprint);
            _accountsByFingerprint.Add(command.Fingerprint.ToString(), account);
        }
        else
        {
            account.Fingerprints.Remove(command.Fingerprint);
            _accountsByFingerprint.Remove(command.Fingerprint.ToString());
        }

        turn.Report(new Event.AccountChanged(
            Only(turn.User), turn.Session.Id, account.Identity,
            new AccountChange.FingerprintAdded(command.Fingerprint, command.IsAdded)));
    }
}
