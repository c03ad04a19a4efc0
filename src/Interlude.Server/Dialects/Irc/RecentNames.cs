using System.Diagnostics.CodeAnalysis;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>
/// Reads names as a client writes them, and knows the last ones: who talks, talks to the same people and channels again and
/// again, and a name is compared in less time than it is read.
/// </summary>
internal struct RecentNames
{
    private ChannelName? _channel;
    private Nick? _nick;

    public bool TryReadChannel(ReadOnlySpan<byte> name, [NotNullWhen(true)] out ChannelName? channel)
    {
        channel = null;
        if (name.IsEmpty || name[0] != (byte)'#')
        {
            return false;
        }

        channel = _channel;
        if (channel is null || !name.SequenceEqual(channel.Utf8.Span))
        {
            if (!ChannelName.TryCreate(name, out channel, out _))
            {
                return false;
            }

            _channel = channel;
        }

        return true;
    }

    public bool TryReadNick(ReadOnlySpan<byte> name, [NotNullWhen(true)] out Nick? nick)
    {
        nick = _nick;
        if (nick is null || !name.SequenceEqual(nick.Utf8.Span))
        {
            if (!Nick.TryCreate(name, out nick, out _))
            {
                return false;
            }

            _nick = nick;
        }

        return true;
    }
}
