using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Services.Channels;

/// <summary>What everybody may know of a channel that it may know of at all.</summary>
internal sealed class InfoCommand() : ChannelServiceCommand("INFO", "<channel>", "shows whose a channel is")
{
    protected override void Run(Service service, IrcClient client, ChannelName name, ServiceWords words)
    {
        if (client.View.Find(name) is not { } channel)
        {
            service.Say(client, $"There is no channel {name}.");
        }
        else if (channel.Registration is not { } registration)
        {
            service.Say(client, $"{channel.Name} is not registered.");
        }
        else
        {
            service.Say(client, $"{channel.Name} is {registration.Founder}'s, registered {Dates.Of(registration.Since.Milliseconds)}.");
            service.Say(client, $"History: {SetCommand.Words(registration.Settings)}.");
            if (registration.Offer is var (account, until) && client.Now < until)
            {
                service.Say(client, $"It is offered to {account} until {Dates.Of(until.Milliseconds)}.");
            }

            if (registration.Rank != Ranks.None)
            {
                service.Say(client, $"Your access: {RankWords.Of(registration.Rank)}.");
            }
        }
    }
}
