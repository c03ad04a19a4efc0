using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Commands;

internal sealed class ChghostCommand() : IrcCommand(
    "CHGHOST", "<nick> [<username>] <host>", "changes what others see of where a user comes from; for server operators", 2)
{
    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        if (!Privileges.Check(client, OperatorPowers.ChangeHost) || !TryReadNick(client, message[0], out var nick))
        {
            return;
        }

        if (client.View.Find(nick) is not { } user)
        {
            client.Reply(Numeric.ERR_NOSUCHNICK, $"{nick} :No such nick/channel");
            return;
        }

        var userName = user.Identity.UserName;
        if ((message.Count > 2 && !TryRead(client, message[1], "user name", client.Limits.MaxUserNameBytes, out userName))
            || !TryRead(client, message[message.Count > 2 ? 2 : 1], "host", client.Limits.MaxHostBytes, out var host))
        {
            return;
        }

        client.Wish(new Command.ChangeHost(nick, userName, host));
    }

    private static bool TryRead(IrcClient client, ReadOnlySpan<byte> given, string what, int maxBytes, out SourceWord word)
    {
        if (given.Length <= maxBytes && SourceWord.TryCreate(given, out var read))
        {
            word = read;
            return true;
        }

        word = null!;
        client.Reply(
            Numeric.ERR_UNKNOWNERROR,
            $"CHGHOST {new Word(given)} :A {what} has 1 to {maxBytes} ASCII characters, no blank, none of ! @ * ? and comma, and no : in front");
        return false;
    }
}
