using System.Net;
using System.Net.Sockets;

namespace Interlude.Lines;

/// <summary>Which addresses of a host are meant.</summary>
public enum AddressFamilies
{
    /// <summary>Those of both families, as far as the machine has them.</summary>
    Both,

    /// <summary>IPv4 alone.</summary>
    IPv4,

    /// <summary>IPv6 alone.</summary>
    IPv6,
}

/// <summary>Picks and orders addresses.</summary>
internal static class AddressOrder
{
    /// <summary>Leaves out other families and repetitions. An IPv4 address written as an IPv6 one becomes IPv4.</summary>
    public static List<IPAddress> Of(this AddressFamilies families, IEnumerable<IPAddress> addresses) =>
        [.. addresses.Select(address => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).Distinct()
            .Where(address => families switch
            {
                AddressFamilies.IPv4 => address.AddressFamily == AddressFamily.InterNetwork,
                AddressFamilies.IPv6 => address.AddressFamily == AddressFamily.InterNetworkV6,
                _ => true,
            })];

    /// <summary>The families in turn, beginning with that of the first address, each in its given order (RFC 8305,
    /// section 4, with a First Address Family Count of 1).</summary>
    public static List<IPAddress> Interleave(List<IPAddress> addresses)
    {
        var first = addresses.Where(address => address.AddressFamily == addresses[0].AddressFamily).ToList();
        var second = addresses.Except(first).ToList();
        var both = Math.Min(first.Count, second.Count);
        return [.. first.Take(both).Zip(second, (a, b) => new[] { a, b }).SelectMany(pair => pair),
            .. first.Skip(both), .. second.Skip(both)];
    }
}
