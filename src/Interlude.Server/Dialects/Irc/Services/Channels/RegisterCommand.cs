using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Services.Channels;

internal sealed class RegisterCommand() : ChannelServiceCommand(
    "REGISTER", "<channel>", "makes a channel that you operate your account's, so that it stays when all have left")
{
    public override bool NeedsAccount => true;

    protected override void Run(Service service, IrcClient client, ChannelName channel, ServiceWords words) =>
        Wish(service, client, new Command.RegisterChannel(channel));
}
