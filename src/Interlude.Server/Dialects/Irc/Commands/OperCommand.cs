using System.Text;
using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://modern.ircdocs.horse/#oper-message</summary>
internal sealed class OperCommand() : IrcCommand("OPER", "<name> <password>", "makes one a server operator", 2)
{
    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        var operators = client.Options.Operators;
        if (operators.IsEmpty)
        {
            client.Reply(Numeric.ERR_NOOPERHOST, $":No O-lines for your host");
            return;
        }

        if (!client.Rates.WrongPasswords.HasRoom(client))
        {
            client.Reply(Numeric.RPL_TRYAGAIN, $"OPER :Too many wrong passwords; wait a while and try again");
            return;
        }

        // A name that nobody has costs as much to refuse as one that somebody has: another's password is checked for it.
        var name = Encoding.UTF8.GetString(message[0]);
        var entry = operators.FirstOrDefault(known => string.Equals(known.Name, name, StringComparison.Ordinal));
        client.Ask(
            new ServerRequest.CheckPassword((entry ?? operators[0]).Verifier, message[1].ToArray()) { Address = client.Peer.IsExempt ? null : client.Peer.Address },
            result => Take(client, entry, (RequestResult.PasswordChecked)result));
    }

    // What the configuration says now counts: it may have been read anew meanwhile.
    private static void Take(IrcClient client, OperatorEntry? entry, RequestResult.PasswordChecked check)
    {
        if (check.IsBusy)
        {
            client.Reply(Numeric.RPL_TRYAGAIN, $"OPER :Too many passwords are being checked; wait a while and try again");
        }
        else if (check.IsRight && entry is not null && client.Options.Operators.Contains(entry))
        {
            client.Wish(new Command.BecomeOperator(IrcTexts.From(entry.Name), IrcTexts.From(entry.Class), entry.Powers));
        }
        else
        {
            client.Rates.WrongPasswords.Count(client);
            client.Reply(Numeric.ERR_PASSWDMISMATCH, $":Password incorrect");
        }
    }
}
