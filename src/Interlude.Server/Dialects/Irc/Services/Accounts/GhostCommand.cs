using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Services.Accounts;

internal sealed class GhostCommand() : ServiceCommand("GHOST", "<nick>", "ends whoever has a nick of yours, or uses your account; with your nick, your other clients", 1)
{
    public override bool NeedsAccount => true;

    public override void Run(Service service, IrcClient client, ServiceWords words)
    {
        if (Nick.TryCreate(words[1], out var nick, out _))
        {
            client.Accounts.Wish(new Command.Ghost(nick), new GhostAnswers(service));
        }
        else
        {
            service.Say(client, $"That is no nick.");
        }
    }

    private sealed class GhostAnswers(Service service) : ServiceAnswers(service)
    {
        public override void TellOfChange(IrcClient client, Event.AccountChanged changed)
        {
            if (changed.Change is AccountChange.Ghosted { Nick: var nick } && string.Equals(nick.Key, client.User!.Nick.Key, StringComparison.Ordinal))
            {
                Service.Say(client, $"Your other clients were ended.");
            }
            else
            {
                base.TellOfChange(client, changed);
            }
        }
    }
}
