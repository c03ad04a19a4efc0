using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Services.Channels;

/// <summary>The rank that one's account has, for who has lost it or logged in elsewhere.</summary>
internal sealed class UpCommand() : ChannelServiceCommand("UP", "<channel>", "gives you the rank that your account has there")
{
    public override bool NeedsAccount => true;

    protected override void Run(Service service, IrcClient client, ChannelName channel, ServiceWords words)
    {
        if (client.View.Find(channel)?.Registration is not { Rank: not Ranks.None and var rank })
        {
            service.Say(client, $"Your account has no access to {channel}.");
        }
        else
        {
            Wish(service, client, new Command.ChangeModes(channel, [new ModeChange.Rank(true, rank, client.User!.Nick)], ModeAuthority.Access));
        }
    }
}
