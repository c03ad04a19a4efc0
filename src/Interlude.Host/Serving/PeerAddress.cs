using System.Net;
using System.Net.Sockets;
using Interlude.Lines;
using Interlude.Server;

namespace Interlude.Host.Serving;

/// <summary>Tells the server who connects: by what address to count, and whether to count at all.</summary>
internal static class PeerAddress
{
    /// <param name="transport">The peer's.</param>
    /// <param name="localIsExempt">See <see cref="ServerLimits.LocalIsExempt"/>.</param>
    public static Peer Of(LineTransport transport, bool localIsExempt) => transport switch
    {
        TlsTransport tls => Of(tls.Inner, localIsExempt),
        SocketTransport { RemoteEndPoint: IPEndPoint remote } => Of(remote.Address, localIsExempt),
        _ => new Peer("local", localIsExempt),
    };

    public static Peer Of(IPAddress address, bool localIsExempt)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return new Peer(
            address.AddressFamily == AddressFamily.InterNetworkV6 ? Network(address) : address.ToString(),
            localIsExempt && IPAddress.IsLoopback(address));
    }

    // One household or machine has a /64 to itself and may take any address in it.
    private static string Network(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return $"{new IPAddress(bytes)}/64";
    }
}
