using Interlude.Irc;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://ircv3.net/specs/extensions/account-registration: no registration here waits for a code.</summary>
internal sealed class VerifyCommand() : IrcCommand("VERIFY", "<account> <code>", "completes the making of an account; none needs it here", 2)
{
    public override bool WorksBefore(IrcClient client) => true;

    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        if (client.Accounts.Current is { } account)
        {
            client.Fail($"VERIFY ALREADY_AUTHENTICATED {account} :You are logged in already");
        }
        else if (!client.IsRegistered && !Capability.IsBeforeConnect(client.Options))
        {
            client.Fail($"VERIFY COMPLETE_CONNECTION_REQUIRED {new Word(message[0])} :Connect first");
        }
        else
        {
            client.Fail($"VERIFY INVALID_CODE {new Word(message[0])} :No account waits for a code here");
        }
    }
}
