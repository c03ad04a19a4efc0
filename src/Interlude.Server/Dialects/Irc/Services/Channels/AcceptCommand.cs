using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Services.Channels;

internal sealed class AcceptCommand() : ChannelServiceCommand("ACCEPT", "<channel>", "makes a channel yours that its founder has offered to you")
{
    public override bool NeedsAccount => true;

    protected override void Run(Service service, IrcClient client, ChannelName channel, ServiceWords words) =>
        Wish(service, client, new Command.AcceptChannel(channel));
}
