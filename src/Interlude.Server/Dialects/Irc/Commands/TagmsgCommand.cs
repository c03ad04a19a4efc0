using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Commands;

internal sealed class TagmsgCommand() : SpeechCommand(
    "TAGMSG", "<target>{,<target>}", "sends tags without a text, for clients with message-tags", SpeechKind.Tags)
{
    // Without the capability the tags would be lost, and nothing said.
    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        if (client.Has(Caps.MessageTags))
        {
            base.Run(client, message);
        }
        else
        {
            client.Reply(Numeric.ERR_UNKNOWNCOMMAND, $"{Verb} :TAGMSG needs the capability message-tags");
        }
    }
}
