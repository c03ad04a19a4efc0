using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Services;

/// <summary>How a service answers wishes about accounts: with a notice.</summary>
internal class ServiceAnswers(Service service) : AccountAnswers
{
    protected Service Service => service;

    public override void TellOfCreation(IrcClient client, AccountIdentity account) =>
        service.Say(client, $"The account {account} is yours.");

    public override void TellOfLogin(IrcClient client, AccountIdentity account)
    {
        base.TellOfLogin(client, account);
        service.Say(client, $"You are now logged in as {account}.");
    }

    public override void TellOfLogout(IrcClient client)
    {
        base.TellOfLogout(client);
        service.Say(client, $"You are now logged out.");
    }

    public override void TellOfChange(IrcClient client, Event.AccountChanged changed) =>
        service.Say(client, $"{AccountRefusals.Words(changed)}.");

    public override void TellOfRefusal(IrcClient client, Event.Refused refused) => service.Say(client, $"{refused.Reason switch
    {
        Refusal.NoSuchNick => $"There is nobody called {refused.Nick}",
        Refusal.NickTaken => $"{refused.Nick} is somebody's nick at the moment",
        Refusal.NameTooLong => $"A name has at most {refused.Limit} characters",
        Refusal.TextTooLong => $"That text has more than {refused.Limit} bytes",
        _ => AccountRefusals.Explain(refused) ?? "That cannot be done",
    }}.");

    public override void TellOfFailure(IrcClient client, string why) => service.Say(client, $"{why}.");
}
