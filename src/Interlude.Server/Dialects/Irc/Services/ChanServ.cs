using System.Collections.Immutable;
using Interlude.Server.Dialects.Irc.Services.Channels;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Services;

/// <summary>Registered channels, as people of IRC know them.</summary>
internal sealed class ChanServ() : Service(Nickname, "keeps channels")
{
    private const string Nickname = "ChanServ";

    public override ImmutableArray<ServiceCommand> Commands { get; } =
    [
        new RegisterCommand(), new InfoCommand(), new AccessCommand(), new SetCommand(), new TransferCommand(), new AcceptCommand(),
        new DropCommand(), new UpCommand(), .. ChannelModes.Ranks.Where(rank => rank.Rank != Ranks.Owner).SelectMany(RankCommand.Both),
    ];

    /// <summary>Tells somebody of what another has wished, and concerns it.</summary>
    public static void Tell(IrcClient client, Event.RegistrationChanged changed) => client.SendNow(client.Tagged(IrcLine.Of(
        $":{Nickname}!{Nickname}@{client.ServerName} NOTICE {client.Target} :{RegistrationRefusals.WordsToOthers(changed)}.")));
}
