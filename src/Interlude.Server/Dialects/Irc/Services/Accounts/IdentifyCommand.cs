using System.Collections.Immutable;

namespace Interlude.Server.Dialects.Irc.Services.Accounts;

/// <summary>Joins the session that the account has here, or takes its nick if that is free. Behind an account's name all is the password.</summary>
internal sealed class IdentifyCommand() : ServiceCommand("IDENTIFY", "[<account>] <password>", "logs you in, and brings you to your nick and channels", 1)
{
    public override ImmutableArray<string> Aliases => ["ID", "LOGIN", "AUTH"];

    public override void Run(Service service, IrcClient client, ServiceWords words)
    {
        var name = words.Count > 2 ? words[1] : client.User!.Nick.Utf8;
        client.Desk.Check(client, name.Span, words.From(Math.Min(words.Count - 1, 2)).ToArray(), check =>
        {
            if (check.Login is { } login)
            {
                client.Accounts.LogIn(login, new ServiceAnswers(service), comesHome: true);
            }
            else
            {
                service.Say(client, $"{check.Why ?? "The account or the password is wrong"}.");
            }
        });
    }
}
