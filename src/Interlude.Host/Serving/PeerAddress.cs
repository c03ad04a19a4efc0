using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Interlude.Host.Configuring;
using Interlude.Host.Listening;
using Interlude.Lines;
using Interlude.Server;

namespace Interlude.Host.Serving;

/// <summary>Tells the server who connects: by what address to count, and whether to count at all.</summary>
internal static class PeerAddress
{
    /// <param name="transport">The peer's.</param>
    /// <param name="exempt">See <see cref="Peer.IsExempt"/>.</param>
    public static Peer Of(LineTransport transport, AddressRanges exempt) => transport switch
    {
        TlsTransport tls => Of(tls.Inner, exempt) with { IsSecure = true, Fingerprint = FingerprintOf(tls.PeerCertificate) },
        WebSocketTransport web => Of(web.RemoteAddress, exempt) with { IsSecure = web.IsSecure },
        SocketTransport { RemoteEndPoint: IPEndPoint remote } => Of(remote.Address, exempt),
        _ => new Peer("local", exempt.HasLoopback) { IsSecure = true },
    };

    public static Peer Of(IPAddress address, AddressRanges exempt)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        var host = address.ToString();
        return new Peer(address.AddressFamily == AddressFamily.InterNetworkV6 ? Network(address) : host, exempt.Contains(address))
        {
            Host = host,
            Ip = address.GetAddressBytes(),
        };
    }

    private static string? FingerprintOf(X509Certificate2? certificate) => certificate is null
        ? null
        : Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span));

    // One household or machine has a /64 to itself and may take any address in it.
    private static string Network(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return $"{new IPAddress(bytes)}/64";
    }
}
