namespace Interlude.World;

public sealed partial class ChatWorld
{
    // Who is logged in stays so: what they proved was so when they did.
    private void ChangeVerifier(Asking asking, Command.ChangeVerifier command)
    {
        if (Find(command.Account) is not { } account)
        {
            asking.Refuse(Refusal.NoSuchAccount);
            return;
        }

        if (!asking.IsNode && asking.User?.Account != account)
        {
            asking.Refuse(Refusal.NoPower);
            return;
        }

        account.Verifier = command.Verifier;
        asking.ReportChange(account, new AccountChange.VerifierChanged());
    }
}
