using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Services.Accounts;

internal sealed class LogoutCommand() : ServiceCommand("LOGOUT", "", "logs you out; you keep your nick until its owner wants it")
{
    public override bool NeedsAccount => true;

    public override void Run(Service service, IrcClient client, ServiceWords words) =>
        client.Accounts.Wish(new Command.LogOut(), new ServiceAnswers(service));
}
