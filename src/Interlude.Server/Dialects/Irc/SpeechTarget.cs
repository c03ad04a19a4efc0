using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>To whom something is said, as it stands on the line.</summary>
/// <param name="Prefix">The rank that members need to hear it; empty: none.</param>
/// <param name="Name">A channel's, or a nick.</param>
internal readonly record struct SpeechTarget(string Prefix, ReadOnlyMemory<byte> Name)
{
    public int Length => Prefix.Length + Name.Length;

    public static SpeechTarget Of(ChannelName channel, Ranks least) => new(ChannelModes.PrefixOf(least), channel.Utf8);

    public static SpeechTarget Of(Nick nick) => new(string.Empty, nick.Utf8);
}
