using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Services.Accounts;

internal sealed class UnsuspendCommand() : ServiceCommand("UNSUSPEND", "<account>", "opens an account again", 1)
{
    public override OperatorPowers Power => OperatorPowers.Accounts;

    public override void Run(Service service, IrcClient client, ServiceWords words)
    {
        if (Nick.TryCreate(words[1], out var name, out _) && client.View.FindAccount(name) is { } account)
        {
            client.Accounts.Wish(new Command.SuspendAccount(account.Identity.Id, false, Text.Empty), new ServiceAnswers(service));
        }
        else
        {
            service.Say(client, $"There is no such account.");
        }
    }
}
