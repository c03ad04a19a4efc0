using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Services.Channels;

/// <summary>What ChanServ can be told of a channel, whose name is the first word behind the command's.</summary>
internal abstract class ChannelServiceCommand(string name, string usage, string help, int leastWords = 1)
    : ServiceCommand(name, usage, help, leastWords)
{
    public override void Run(Service service, IrcClient client, ServiceWords words)
    {
        if (ChannelName.TryCreate(words[1], out var channel, out _))
        {
            Run(service, client, channel, words);
        }
        else
        {
            service.Say(client, $"That is no name of a channel: it begins with #.");
        }
    }

    protected abstract void Run(Service service, IrcClient client, ChannelName channel, ServiceWords words);

    protected static void Wish(Service service, IrcClient client, Command command)
    {
        // A server operator has shown another password, and acts as one.
        if (AccountRefusals.IsOwners(command) && (client.View.Powers & OperatorPowers.Accounts) == 0 && !MayChange(service, client))
        {
            return;
        }

        client.Accounts.Wish(command, new ServiceAnswers(service));
    }

    /// <summary>A name of an account; null, said so, if it is none.</summary>
    protected static Nick? AccountIn(Service service, IrcClient client, ReadOnlySpan<byte> word)
    {
        if (Nick.TryCreate(word, out var account, out _))
        {
            return account;
        }

        service.Say(client, $"That is no name of an account.");
        return null;
    }
}
