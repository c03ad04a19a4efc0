using System.Collections.Immutable;
using System.Text;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Services.Channels;

/// <summary>Which accounts have which rank on a channel when they join.</summary>
internal sealed class AccessCommand() : ChannelServiceCommand(
    "ACCESS", "<channel> LIST | ADD <account> <rank> | DEL <account>",
    "shows and changes who has which rank when it joins; ranks are admin, op, halfop, voice")
{
    public override ImmutableArray<string> Aliases => ["AMODE"];

    protected override void Run(Service service, IrcClient client, ChannelName channel, ServiceWords words)
    {
        if (words.Count == 2 || Ascii.EqualsIgnoreCase(words[2], "LIST"u8))
        {
            List(service, client, channel);
        }
        else if (words.Count > 4 && Ascii.EqualsIgnoreCase(words[2], "ADD"u8))
        {
            if (RankWords.Find(words[4]) is not { } rank)
            {
                service.Say(client, $"A rank is one of admin, op, halfop, voice.");
            }
            else if (AccountIn(service, client, words[3]) is { } account)
            {
                Wish(service, client, new Command.ChangeAccess(channel, account, rank));
            }
        }
        else if (words.Count > 3 && Ascii.EqualsIgnoreCase(words[2], "DEL"u8))
        {
            if (AccountIn(service, client, words[3]) is { } account)
            {
                Wish(service, client, new Command.ChangeAccess(channel, account, Ranks.None));
            }
        }
        else
        {
            service.Say(client, $"Something is missing: {Usage}");
        }
    }

    private static void List(Service service, IrcClient client, ChannelName name)
    {
        if (client.View.Find(name)?.Registration is not { } registration)
        {
            service.Say(client, $"There is no registered channel {name}.");
        }
        else if (registration.Access is not { } access)
        {
            service.Say(client, $"Only those who have access to {name} see who has.");
        }
        else
        {
            service.Say(client, $"{registration.Founder}: founder");
            foreach (var (account, rank) in access)
            {
                service.Say(client, $"{account}: {RankWords.Of(rank)}");
            }

            service.Say(client, $"End of the access to {name}.");
        }
    }
}
