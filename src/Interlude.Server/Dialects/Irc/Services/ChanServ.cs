using System.Collections.Immutable;
using Interlude.Server.Dialects.Irc.Services.Channels;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Services;

/// <summary>Registered channels, as people of IRC know them.</summary>
internal sealed class ChanServ() : Service("ChanServ", "keeps channels")
{
    public override ImmutableArray<ServiceCommand> Commands { get; } =
    [
        new RegisterCommand(), new InfoCommand(), new AccessCommand(), new SetCommand(), new TransferCommand(), new DropCommand(),
        new UpCommand(), .. ChannelModes.Ranks.Where(rank => rank.Rank != Ranks.Owner).SelectMany(RankCommand.Both),
    ];
}
