using System.Collections.Immutable;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Services.Channels;

internal sealed class TransferCommand() : ChannelServiceCommand(
    "TRANSFER", "<channel> <account>", "makes your channel another account's", 2)
{
    public override ImmutableArray<string> Aliases => ["FOUNDER"];

    protected override void Run(Service service, IrcClient client, ChannelName channel, ServiceWords words)
    {
        if (AccountIn(service, client, words[2]) is { } account)
        {
            Wish(service, client, new Command.TransferChannel(channel, account));
        }
    }
}
