using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Interlude.Host.Configuring;

/// <summary>Ranges of addresses, such as <c>192.0.2.0/24</c>. An IPv4 address is the same however it is written in IPv6.</summary>
internal sealed class AddressRanges(ImmutableArray<AddressRange> ranges)
{
    public static AddressRanges Loopback { get; } = new([AddressRange.Parse("127.0.0.0/8"), AddressRange.Parse("::1/128")]);

    public ImmutableArray<AddressRange> Ranges { get; } = ranges;

    /// <summary>Whether sockets of the machine itself are meant: they have no address, and count as loopback.</summary>
    public bool HasLoopback => Contains(IPAddress.Loopback) || Contains(IPAddress.IPv6Loopback);

    public bool Contains(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        foreach (var range in Ranges)
        {
            if (range.Network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>One range: an address, or one with the number of bits that all of them share.</summary>
/// <param name="Network">With an IPv4 network as such, also if it was written in IPv6.</param>
internal sealed record AddressRange(IPNetwork Network)
{
    public static AddressRange Parse(string text) => TryParse(text, out var range)
        ? range
        : throw new FormatException($"\"{text}\" is no range of addresses.");

    /// <summary>Bits beyond the shared ones must be 0: otherwise somebody meant another range.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out AddressRange? range)
    {
        range = null;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? text : text.AsSpan(0, slash), out var address)
            || address.AddressFamily is not (AddressFamily.InterNetwork or AddressFamily.InterNetworkV6)
            || (address.AddressFamily == AddressFamily.InterNetwork && text.AsSpan().Count('.') != 3)   // "127.1" and "10" are old spellings
            || address is { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: not 0 })
        {
            return false;
        }

        var bits = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        var length = bits;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > bits))
        {
            return false;
        }

        if (address.IsIPv4MappedToIPv6 && length >= 96)
        {
            (address, length) = (address.MapToIPv4(), length - 96);
        }

        if (!HasOnlyZerosAfter(address.GetAddressBytes(), length))
        {
            return false;
        }

        range = new AddressRange(new IPNetwork(address, length));
        return true;
    }

    public override string ToString() => Network.ToString();

    private static bool HasOnlyZerosAfter(byte[] address, int length)
    {
        for (var bit = length; bit < address.Length * 8; bit++)
        {
            if ((address[bit / 8] & (0x80 >> (bit % 8))) != 0)
            {
                return false;
            }
        }

        return true;
    }
}
