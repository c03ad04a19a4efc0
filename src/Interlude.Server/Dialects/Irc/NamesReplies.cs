using System.Buffers;
using System.Text;
using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>Who is on a channel: 353, as many as are needed.</summary>
internal static class NamesReplies
{
    /// <summary>The lines without the closing 366; none if the channel is not there.</summary>
    /// <remarks>
    /// Each line says who is there when it is sent: with those who have left meanwhile in it, a client that was told of
    /// that before would take them for members for ever. Who has come meanwhile it was told by JOIN.
    /// </remarks>
    public static IEnumerable<ReadOnlyMemory<byte>> Lines(IrcClient client, ChannelName name)
    {
        var members = client.View.Find(name)?.Members.Select(member => member.Identity.Id).ToList() ?? [];
        for (var next = 0; next < members.Count && client.View.Find(name) is { } channel;)
        {
            var line = Line(client, channel, members, ref next);
            if (!line.IsEmpty)
            {
                yield return line;
            }
        }
    }

    private static ReadOnlyMemory<byte> Line(IrcClient client, ChannelView channel, List<UserId> members, ref int next)
    {
        // "=" is a public channel, "@" a secret one. https://modern.ircdocs.horse/#rplnamreply-353
        var symbol = (channel.Traits & ChannelTraits.Secret) != 0 ? '@' : '=';
        IrcLine head = $":{client.ServerName} {Numeric.RPL_NAMREPLY} {client.Target} {symbol} {channel.Name} :";
        var room = IrcLimits.MaxBodyBytes - head.Bytes.Length;
        var names = new ArrayBufferWriter<byte>(room);
        for (; next < members.Count; next++)
        {
            if (channel.Find(members[next]) is not { } member)
            {
                continue;
            }

            var name = client.Has(Caps.UserhostInNames) ? member.Identity.Source.Span : member.Identity.Nick.Utf8.Span;
            var prefix = ChannelModes.PrefixesOf(member.Ranks, client.Has(Caps.MultiPrefix));
            if (names.WrittenCount > 0)
            {
                if (names.WrittenCount + 1 + prefix.Length + name.Length > room)
                {
                    break;
                }

                names.Write(" "u8);
            }

            Encoding.ASCII.GetBytes(prefix, names);
            names.Write(name);
        }

        return names.WrittenCount == 0
            ? default
            : client.NumericLine(Numeric.RPL_NAMREPLY, $"{symbol} {channel.Name} :{names.WrittenSpan}");
    }
}
