using System.Collections.Immutable;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Services.Accounts;

internal sealed class RecoverCommand() : ServiceCommand("RECOVER", "<nick>", "takes a nick of yours, from whoever has it", 1)
{
    public override ImmutableArray<string> Aliases => ["REGAIN", "RELEASE"];

    public override bool NeedsAccount => true;

    public override void Run(Service service, IrcClient client, ServiceWords words)
    {
        if (!Nick.TryCreate(words[1], out var nick, out _))
        {
            service.Say(client, $"That is no nick.");
        }
        else if (client.View.Find(nick) is null)
        {
            client.Wish(new Command.ChangeNick(nick));
        }
        else
        {
            client.Accounts.Wish(new Command.Ghost(nick, TakesNick: true), new ServiceAnswers(service));
        }
    }
}
