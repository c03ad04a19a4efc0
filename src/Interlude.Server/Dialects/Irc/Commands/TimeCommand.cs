using Interlude.Irc;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://modern.ircdocs.horse/#time-message; the seconds since 1970 come before the words.</summary>
internal sealed class TimeCommand() : ServerQueryCommand("TIME", "[<server>]", "says what time it is")
{
    protected override void Tell(IrcClient client, scoped in IrcMessage message) =>
        client.Reply(Numeric.RPL_TIME, $"{client.ServerName} {client.Now} :{Dates.Of(client.Now.Milliseconds)}");
}
