using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Services.Accounts;

internal sealed class GroupCommand() : ServiceCommand("GROUP", "[<nick>]", "makes your nick, or another free one, your account's own")
{
    public override bool NeedsAccount => true;

    public override void Run(Service service, IrcClient client, ServiceWords words)
    {
        if (!MayChange(service, client))
        {
            return;
        }

        if (words.Count == 1)
        {
            client.Accounts.Wish(new Command.GroupNick(client.User!.Nick), new ServiceAnswers(service));
        }
        else if (Nick.TryCreate(words[1], out var nick, out _))
        {
            client.Accounts.Wish(new Command.GroupNick(nick), new ServiceAnswers(service));
        }
        else
        {
            service.Say(client, $"That is no nick.");
        }
    }
}
