using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Sasl;

/// <summary>How SASL ends: 900 and 903, or 904 with the reason.</summary>
internal sealed class SaslAnswers : AccountAnswers
{
    public static SaslAnswers Instance { get; } = new();

    public static void Fail(IrcClient client, string? why)
    {
        if (why is null)
        {
            client.Reply(Numeric.ERR_SASLFAIL, $":SASL authentication failed");
        }
        else
        {
            client.Reply(Numeric.ERR_SASLFAIL, $":SASL authentication failed: {why}");
        }
    }

    public override void TellOfLogin(IrcClient client, AccountIdentity account)
    {
        base.TellOfLogin(client, account);
        client.Reply(Numeric.RPL_SASLSUCCESS, $":SASL authentication successful");
    }

    // "902 [...] is sent when the SASL authentication fails because the account is currently locked out, held, or otherwise
    // administratively made unavailable."
    public override void TellOfRefusal(IrcClient client, Event.Refused refused)
    {
        if (refused.Reason == Refusal.AccountSuspended)
        {
            client.Reply(Numeric.ERR_NICKLOCKED, $":{Server.AccountRefusals.Explain(refused)!}");
        }

        Fail(client, Server.AccountRefusals.Explain(refused));
    }

    public override void TellOfFailure(IrcClient client, string why) => Fail(client, why);
}
