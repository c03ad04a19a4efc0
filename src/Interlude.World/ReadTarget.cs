using System.Diagnostics.CodeAnalysis;

namespace Interlude.World;

/// <summary>What somebody reads: a channel, or what somebody tells; by name, whoever has it. Immutable.</summary>
public sealed class ReadTarget
{
    private ReadTarget(string key, ReadOnlyMemory<byte> utf8) => (Key, Utf8) = (key, utf8);

    /// <summary>The folded name: two targets with the same key are one. A channel's begins with <c>#</c>, a nick's cannot.</summary>
    public string Key { get; }

    /// <summary>The name as it was typed.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>A channel.</summary>
    public static ReadTarget Of(ChannelName channel) => new(channel.Key, channel.Utf8);

    /// <summary>A person.</summary>
    public static ReadTarget Of(Nick nick) => new(nick.Key, nick.Utf8);

    /// <summary>Either, as somebody typed it; null: it is neither.</summary>
    public static bool TryCreate(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out ReadTarget? target)
    {
        target = ChannelName.TryCreate(utf8, out var channel, out _) ? Of(channel)
            : Nick.TryCreate(utf8, out var nick, out _) ? Of(nick)
            : null;
        return target is not null;
    }

    /// <summary>The name as it was typed.</summary>
    public override string ToString() => System.Text.Encoding.UTF8.GetString(Utf8.Span);
}
