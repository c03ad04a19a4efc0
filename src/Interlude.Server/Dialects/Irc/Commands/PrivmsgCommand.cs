using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Commands;

internal sealed class PrivmsgCommand() : SpeechCommand("PRIVMSG", "<target>{,<target>} :<text>", "says something to users and channels", SpeechKind.Message);
