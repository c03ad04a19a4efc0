using System.Collections.Immutable;
using System.Text;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Services.Channels;

internal sealed class TransferCommand() : ChannelServiceCommand(
    "TRANSFER", "<channel> <account>", "offers your channel to another account or, with your own account, takes the offer back", 2)
{
    public override ImmutableArray<string> Aliases => ["FOUNDER"];

    // "TRANSFER accept #channel" is how Ergo has it.
    public override void Run(Service service, IrcClient client, ServiceWords words)
    {
        if (Ascii.EqualsIgnoreCase(words[1], "ACCEPT"u8) && ChannelName.TryCreate(words[2], out var offered, out _))
        {
            Wish(service, client, new Command.AcceptChannel(offered));
        }
        else
        {
            base.Run(service, client, words);
        }
    }

    protected override void Run(Service service, IrcClient client, ChannelName channel, ServiceWords words)
    {
        if (AccountIn(service, client, words[2]) is { } account)
        {
            Wish(service, client, new Command.TransferChannel(channel, account));
        }
    }
}
