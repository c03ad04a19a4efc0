using System.Text;
using Interlude.Irc;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>
/// How mIRC, which sees NAMESX and UHNAMES in 005, turns on what the capabilities multi-prefix and userhost-in-names turn
/// on for others. There is no answer. https://modern.ircdocs.horse/ knows it no more; draft-hardy-irc-isupport-00, 4.12.
/// </summary>
internal sealed class ProtoctlCommand() : IrcCommand("PROTOCTL", "NAMESX | UHNAMES", "turns on more of a member's names in NAMES", 1)
{
    // mIRC sends it behind 005; others, with CAP.
    public override bool WorksBefore(IrcClient client) => true;

    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        for (var index = 0; index < message.Count; index++)
        {
            client.Caps |= Ascii.EqualsIgnoreCase(message[index], "NAMESX"u8) ? Caps.MultiPrefix
                : Ascii.EqualsIgnoreCase(message[index], "UHNAMES"u8) ? Caps.UserhostInNames
                : Caps.None;
        }
    }
}
