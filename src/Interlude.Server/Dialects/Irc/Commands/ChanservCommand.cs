using Interlude.Irc;
using Interlude.Server.Dialects.Irc.Services;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>CHANSERV and CS: what is said to ChanServ, without a message to it.</summary>
internal sealed class ChanservCommand(string verb) : IrcCommand(verb, "<command> [<words>]", "speaks to ChanServ, who keeps channels")
{
    public override void Run(IrcClient client, scoped in IrcMessage message) =>
        ServiceDoor.Receive(client, Service.All.First(service => service is ChanServ), message);
}
