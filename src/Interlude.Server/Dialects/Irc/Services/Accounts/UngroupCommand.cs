using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Services.Accounts;

internal sealed class UngroupCommand() : ServiceCommand("UNGROUP", "<nick>", "lets anybody have a nick that was your account's own", 1)
{
    public override bool NeedsAccount => true;

    public override void Run(Service service, IrcClient client, ServiceWords words)
    {
        if (!MayChange(service, client))
        {
            return;
        }

        if (Nick.TryCreate(words[1], out var nick, out _))
        {
            client.Accounts.Wish(new Command.GroupNick(nick, IsGrouped: false), new ServiceAnswers(service));
        }
        else
        {
            service.Say(client, $"That is no nick.");
        }
    }
}
