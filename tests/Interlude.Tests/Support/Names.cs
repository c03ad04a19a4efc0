using System.Text;
using Interlude.World;

namespace Interlude.Tests.Support;

/// <summary>Names and texts from literals that are known to be good.</summary>
internal static class Names
{
    internal static Nick Nick(string value) =>
        Interlude.World.Nick.TryCreate(Encoding.UTF8.GetBytes(value), out var nick, out var fault)
            ? nick
            : throw new ArgumentException($"{value}: {fault}", nameof(value));

    internal static ChannelName Channel(string value) =>
        ChannelName.TryCreate(Encoding.UTF8.GetBytes(value), out var name, out var fault)
            ? name
            : throw new ArgumentException($"{value}: {fault}", nameof(value));

    internal static Text Text(string value) =>
        Interlude.World.Text.TryCreate(Encoding.UTF8.GetBytes(value), out var text)
            ? text
            : throw new ArgumentException(value, nameof(value));

    internal static SourceWord Word(string value) =>
        SourceWord.TryCreate(Encoding.UTF8.GetBytes(value), out var word)
            ? word
            : throw new ArgumentException(value, nameof(value));

    internal static ChannelMask Mask(string value) =>
        ChannelMask.TryCreate(Encoding.UTF8.GetBytes(value), out var mask)
            ? mask
            : throw new ArgumentException(value, nameof(value));
}
