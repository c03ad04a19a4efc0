using System.Collections.Immutable;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Services.Accounts;

/// <summary>Deletes one's account: its name must be said, so that nobody does by accident.</summary>
internal sealed class DropCommand() : ServiceCommand("DROP", "<account>", "deletes your account; say its name to show that you mean it", 1)
{
    public override ImmutableArray<string> Aliases => ["UNREGISTER", "DELETE"];

    public override void Run(Service service, IrcClient client, ServiceWords words)
    {
        if (!Nick.TryCreate(words[1], out var name, out _) || client.View.FindAccount(name) is not { } account
            || !string.Equals(account.Identity.Name.Key, name.Key, StringComparison.Ordinal))
        {
            service.Say(client, $"There is no such account.");
        }
        else if (account.Identity.Id != client.User!.Account?.Id || MayChange(service, client))
        {
            client.Accounts.Wish(new Command.DeleteAccount(account.Identity.Id), new ServiceAnswers(service));
        }
    }
}
