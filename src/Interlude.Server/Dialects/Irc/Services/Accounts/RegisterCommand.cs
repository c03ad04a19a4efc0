using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Services.Accounts;

internal sealed class RegisterCommand() : ServiceCommand("REGISTER", "<password> [<e-mail>]", "makes an account called as your nick, and logs you in to it", 1)
{
    public override void Run(Service service, IrcClient client, ServiceWords words)
    {
        var options = client.Options.Accounts;
        var email = words.Count > 2 && options.NeedsEmail ? IrcTexts.From(words[2]) : Text.Empty;
        if (!options.MayRegister)
        {
            service.Say(client, $"Accounts are made by the operators of this server.");
        }
        else if (client.User!.Account is { } account)
        {
            service.Say(client, $"You are logged in already, as {account}.");
        }
        else if (options.NeedsEmail && !email.Utf8.Span.Contains((byte)'@'))
        {
            service.Say(client, $"An account needs an e-mail address here: {Usage}");
        }
        else if (words.Count > (options.NeedsEmail ? 3 : 2) && !words[2].AsSpan().Contains((byte)'@'))
        {
            service.Say(client, $"A password that NickServ takes has no spaces: {Usage}");
        }
        else if (client.Desk.FaultOf(words[1]) is { } fault)
        {
            service.Say(client, $"{client.Desk.Explain(fault)}.");
        }
        else if (client.World.SeenWhole().FindAccount(client.User.Nick) is not null)
        {
            service.Say(client, $"{client.User.Nick} is an account already. If it is yours, say IDENTIFY and its password.");
        }
        else if (!client.Desk.TryCountCreation(client))
        {
            service.Say(client, $"Many accounts were asked for from your address. Try again later.");
        }
        else
        {
            client.Accounts.Create(client.User.Nick, email, words[1], new ServiceAnswers(service));
        }
    }
}
