using Interlude.World;

namespace Interlude.Server.Dialects.Plain.Commands;

internal sealed class LogoutCommand() : PlainCommand("logout", "", "uses your account no longer; to leave, type /quit")
{
    public override void Run(PlainClient client, ReadOnlySpan<byte> arguments) => client.Wish(new Command.LogOut());
}
