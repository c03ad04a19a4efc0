using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Services.Accounts;

internal sealed class GhostCommand() : ServiceCommand("GHOST", "<nick>", "ends whoever has a nick of yours, or uses your account", 1)
{
    public override bool NeedsAccount => true;

    public override void Run(Service service, IrcClient client, ServiceWords words)
    {
        if (Nick.TryCreate(words[1], out var nick, out _))
        {
            client.Accounts.Wish(new Command.Ghost(nick), new ServiceAnswers(service));
        }
        else
        {
            service.Say(client, $"That is no nick.");
        }
    }
}
