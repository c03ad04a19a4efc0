using System.Collections.Immutable;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Services.Channels;

internal sealed class DropCommand() : ChannelServiceCommand(
    "DROP", "<channel>", "makes your channel nobody's, so that it ends with its last member")
{
    public override ImmutableArray<string> Aliases => ["UNREGISTER"];

    protected override void Run(Service service, IrcClient client, ChannelName channel, ServiceWords words) =>
        Wish(service, client, new Command.DropChannel(channel));
}
