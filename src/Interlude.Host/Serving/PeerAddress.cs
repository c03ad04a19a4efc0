using System.Net;
using System.Net.Sockets;
using Interlude.Lines;
using Interlude.Server;

namespace Interlude.Host.Serving;

/// <summary>Tells the server who connects: by what address to count, and whether to count at all.</summary>
internal static class PeerAddress
{
    public static Peer Of(LineTransport transport) =>
        transport is SocketTransport { RemoteEndPoint: IPEndPoint remote } ? Of(remote.Address) : new Peer("local", IsExempt: true);

    public static Peer Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return new Peer(
            address.AddressFamily == AddressFamily.InterNetworkV6 ? Network(address) : address.ToString(),
            IPAddress.IsLoopback(address));
    }

    // One household or machine has a /64 to itself and may take any address in it.
    private static string Network(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return $"{new IPAddress(bytes)}/64";
    }
}
