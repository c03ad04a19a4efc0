using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Services.Channels;

/// <summary>A rank that is given or taken by the access that one's account has, whatever rank one has at the moment.</summary>
internal sealed class RankCommand(Ranks rank, bool isSet) : ChannelServiceCommand(
    (isSet ? "" : "DE") + NameOf(rank),
    "<channel> [<nick>]",
    $"{(isSet ? "makes you or somebody" : "makes you or somebody no longer")} {RankWords.Of(rank)}")
{
    public override bool NeedsAccount => true;

    public static IEnumerable<ServiceCommand> Both((char Letter, char Prefix, Ranks Rank, string Meaning) mode) =>
        [new RankCommand(mode.Rank, true), new RankCommand(mode.Rank, false)];

    private static string NameOf(Ranks rank) => rank switch
    {
        Ranks.Admin => "ADMIN",
        Ranks.Operator => "OP",
        Ranks.HalfOperator => "HALFOP",
        _ => "VOICE",
    };

    protected override void Run(Service service, IrcClient client, ChannelName channel, ServiceWords words)
    {
        var nick = client.User!.Nick;
        if (words.Count > 2 && !Nick.TryCreate(words[2], out nick, out _))
        {
            service.Say(client, $"That is no nick.");
            return;
        }

        Wish(service, client, new Command.ChangeModes(channel, [new ModeChange.Rank(isSet, rank, nick!)], ModeAuthority.Access));
    }
}
