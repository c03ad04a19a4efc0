using Interlude.Server.Dialects.Irc.Services.Channels;
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

    public override void TellOfRegistration(IrcClient client, Event.RegistrationChanged changed) =>
        service.Say(client, changed.Change is RegistrationChange.AccessChanged { Rank: not Ranks.None } access
            ? (IrcLine)$"{access.Account} is {RankWords.Of(access.Rank)} on {changed.Channel} whenever it joins."
            : (IrcLine)$"{RegistrationRefusals.Words(changed)}.");

    public override void TellOfRefusal(IrcClient client, Event.Refused refused) => service.Say(client, $"{refused.Reason switch
    {
        Refusal.NoSuchChannel => $"There is no channel {refused.Channel}",
        Refusal.NotOperator => $"You do not operate {refused.Channel}",
        Refusal.NotOnChannel => $"You are not on {refused.Channel}",
        Refusal.TargetNotOnChannel => $"{refused.Nick} is not on {refused.Channel}",
        Refusal.NoSuchNick => $"There is nobody called {refused.Nick}",
        Refusal.NickTaken => $"{refused.Nick} is somebody's nick at the moment",
        Refusal.NameTooLong => $"A name has at most {refused.Limit} characters",
        Refusal.TextTooLong => $"That text has more than {refused.Limit} bytes",
        _ => RegistrationRefusals.Explain(refused) ?? AccountRefusals.Explain(refused) ?? "That cannot be done",
    }}.");

    public override void TellOfFailure(IrcClient client, string why) => service.Say(client, $"{why}.");
}
