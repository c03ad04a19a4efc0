using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Commands;

internal sealed class NoticeCommand() : SpeechCommand("NOTICE", "<target>{,<target>} :<text>", "says something that nothing may answer by itself", SpeechKind.Notice);
