using Interlude.Irc;

namespace Interlude.Server.Dialects.Irc.Commands;

internal sealed class BatchCommand() : IrcCommand("BATCH", "+<reference> draft/multiline <target> | -<reference>", "begins or ends a text of several lines", 1)
{
    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        if (message[0].StartsWith("+"u8))
        {
            client.Multiline.Open(message);
        }
        else if (message[0].StartsWith("-"u8))
        {
            client.Multiline.Close(message);
        }
        else
        {
            client.Fail($"BATCH INVALID_REFTAG {new Word(message[0])} :A reference has + or - in front");
        }
    }
}
