using Interlude.Irc;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://ircv3.net/specs/extensions/extended-isupport</summary>
internal sealed class IsupportCommand() : IrcCommand("ISUPPORT", "", "says what the server supports")
{
    public override bool WorksBefore(IrcClient client) => client.Has(Caps.ExtendedIsupport);

    public override void Run(IrcClient client, scoped in IrcMessage message) => client.AnswerAll(Isupport.Lines(client));
}
