using System.Collections.Immutable;
using Interlude.World;

namespace Interlude.Server.Dialects.Plain.Commands;

internal sealed class PasswordCommand() : PlainCommand("password", "NEW-PASSWORD", "changes your account's password")
{
    public override ImmutableArray<string> Habits => ["passwd"];

    public override bool TakesOneWord => true;

    public override void Run(PlainClient client, ReadOnlySpan<byte> arguments)
    {
        if (arguments.IsEmpty)
        {
            SayUsage(client);
        }
        else if (client.User!.Account is not { } account)
        {
            client.Say($"* You are not logged in. Type /login and your password first.");
        }
        else if (PlainAccounts.MayChange(client))
        {
            PlainAccounts.TakePassword(client, arguments.ToArray(), client.Desk.TryCountChange, verifier => new Command.ChangeVerifier(account.Id, verifier));
        }
    }
}
