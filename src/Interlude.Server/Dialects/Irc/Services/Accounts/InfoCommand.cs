using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Services.Accounts;

/// <summary>What everybody may know of an account, and its owner of its own.</summary>
internal sealed class InfoCommand() : ServiceCommand("INFO", "[<account>]", "shows what is known of an account")
{
    public override void Run(Service service, IrcClient client, ServiceWords words)
    {
        var name = words.Count > 1 ? Nick.TryCreate(words[1], out var nick, out _) ? nick : null : client.User!.Account?.Name ?? client.User.Nick;
        if (name is null || client.View.FindAccount(name) is not { } account)
        {
            service.Say(client, $"There is no such account.");
            return;
        }

        service.Say(client, $"{account.Identity} was made {Dates.Of(account.CreatedOn.Milliseconds)}{(account.IsSuspended ? ", and is suspended" : "")}.");
        service.Say(client, $"Its nicks: {string.Join(' ', account.Nicks)}");
        service.Say(client, account.Users.Count == 0
            ? (IrcLine)$"Nobody uses it at the moment."
            : (IrcLine)$"In use by: {string.Join(' ', account.Users.Select(user => user.Nick))}");
        if (account.UsedAt is { } usedAt)
        {
            service.Say(client, $"Used last: {Dates.Of(usedAt.Milliseconds)}, by {account.Devices} clients now. Always on: {SetCommand.Words(account.AlwaysOn)}.");
            if (account.Email.Length > 0)
            {
                service.Say(client, $"E-mail, which nobody has verified: {account.Email}");
            }

            if (account.Suspension.Length > 0)
            {
                service.Say(client, $"Suspended: {account.Suspension}");
            }
        }
    }
}
