using Interlude.Irc;
using Interlude.Server.Dialects.Irc.Services;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>NICKSERV and NS: what is said to NickServ, without a message to it.</summary>
internal sealed class NickservCommand(string verb) : IrcCommand(verb, "<command> [<words>]", "speaks to NickServ, who keeps accounts")
{
    public override void Run(IrcClient client, scoped in IrcMessage message) =>
        ServiceDoor.Receive(client, Service.All.First(service => service is NickServ), message);
}
