using Interlude.Irc;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://ircv3.net/specs/extensions/sasl-3.1</summary>
internal sealed class AuthenticateCommand() : IrcCommand(
    "AUTHENTICATE", "<mechanism> | <base64> | + | *", "logs in to an account (SASL)", 1)
{
    public override bool WorksBefore(IrcClient client) => true;

    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        // "The client MUST enable the sasl capability before using the AUTHENTICATE command".
        if (client.Has(Caps.Sasl))
        {
            client.Sasl.Take(message[0]);
        }
        else
        {
            client.Sasl.Fail("ask for the capability sasl first");
        }
    }
}
