using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc.Commands;

/// <summary>https://modern.ircdocs.horse/#names-message</summary>
/// <remarks>
/// The 353s of each channel in order, then one 366 that repeats the parameter as it came. Of a channel that is not there,
/// is no channel's name, or is secret, there is nothing to say.
/// </remarks>
internal sealed class NamesCommand() : IrcCommand("NAMES", "<channel>{,<channel>}", "lists the members of channels")
{
    public override void Run(IrcClient client, scoped in IrcMessage message)
    {
        var asked = At(message, 0);
        var channels = new List<ChannelName>();
        foreach (var name in Split(asked))
        {
            if (ChannelName.TryCreate(name, out var channel, out _) && !channels.Exists(known => known.Key == channel.Key))
            {
                channels.Add(channel);
            }
        }

        client.AnswerAll(Lines(client, channels));
        IrcLine rest = $":{client.ServerName} {Numeric.RPL_ENDOFNAMES} {client.Target}  :End of /NAMES list";
        client.AnswerAll([client.NumericLine(
            Numeric.RPL_ENDOFNAMES, $"{new Word(asked, IrcLimits.MaxBodyBytes - rest.Bytes.Length)} :End of /NAMES list")]);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(IrcClient client, IEnumerable<ChannelName> channels)
    {
        foreach (var name in channels)
        {
            foreach (var line in NamesReplies.Lines(client, name))
            {
                yield return line;
            }
        }
    }
}
