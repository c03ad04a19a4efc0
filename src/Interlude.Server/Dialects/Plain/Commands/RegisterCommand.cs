using Interlude.World;

namespace Interlude.Server.Dialects.Plain.Commands;

internal sealed class RegisterCommand() : PlainCommand("register", "PASSWORD", "makes an account of your name, so that it stays yours")
{
    public override bool TakesOneWord => true;

    public override void Run(PlainClient client, ReadOnlySpan<byte> arguments)
    {
        var options = client.Server.Options.Accounts;
        if (!options.MayRegister || options.NeedsEmail)
        {
            client.Say($"* Accounts are made by the operators of this server, or by IRC. Please ask them.");
        }
        else if (arguments.IsEmpty)
        {
            SayUsage(client);
        }
        else if (client.User!.Account is { } account)
        {
            client.Say($"* You are logged in already, as {account}.");
        }
        else
        {
            var name = client.User.Nick;
            PlainAccounts.TakePassword(client, arguments.ToArray(), client.Desk.TryCountCreation, verifier => new Command.CreateAccount(name, verifier));
        }
    }
}
