using System.Buffers;
using System.Text;
using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>Who is on a channel: 353, as many as are needed.</summary>
internal static class NamesReplies
{
    /// <summary>The lines without the closing 366. The members as they are now.</summary>
    public static List<ReadOnlyMemory<byte>> Lines(IrcClient client, ChannelView channel)
    {
        // "=" is a public channel, "@" a secret one. https://modern.ircdocs.horse/#rplnamreply-353
        var symbol = (channel.Traits & ChannelTraits.Secret) != 0 ? '@' : '=';
        IrcLine head = $":{client.ServerName} {Numeric.RPL_NAMREPLY} {client.Target} {symbol} {channel.Name} :";
        var room = IrcLimits.MaxBodyBytes - head.Bytes.Length;
        var lines = new List<ReadOnlyMemory<byte>>();
        var names = new ArrayBufferWriter<byte>(room);
        foreach (var member in channel.Members)
        {
            var name = client.Has(Caps.UserhostInNames) ? member.Identity.Source.Span : member.Identity.Nick.Utf8.Span;
            var prefix = ChannelModes.PrefixesOf(member.Ranks, client.Has(Caps.MultiPrefix));
            if (names.WrittenCount + 1 + prefix.Length + name.Length > room)
            {
                lines.Add(client.NumericLine(Numeric.RPL_NAMREPLY, $"{symbol} {channel.Name} :{names.WrittenSpan}"));
                names.ResetWrittenCount();
            }

            if (names.WrittenCount > 0)
            {
                names.Write(" "u8);
            }

            Encoding.ASCII.GetBytes(prefix, names);
            names.Write(name);
        }

        if (names.WrittenCount > 0)
        {
            lines.Add(client.NumericLine(Numeric.RPL_NAMREPLY, $"{symbol} {channel.Name} :{names.WrittenSpan}"));
        }

        return lines;
    }
}
