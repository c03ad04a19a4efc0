using System.Runtime.InteropServices;

namespace Interlude.Server;

/// <summary>Counts connections, in all and per address.</summary>
internal sealed class Admission(ServerLimits limits)
{
    private readonly Dictionary<string, int> _byAddress = new(StringComparer.Ordinal);
    private int _count;

    public ServerLimits Limits { get; set; } = limits;

    public AdmissionResult TryAdmit(Peer peer)
    {
        if (_count >= Limits.MaxConnections)
        {
            return AdmissionResult.Full;
        }

        if (!peer.IsExempt)
        {
            var count = _byAddress.GetValueOrDefault(peer.Address);
            if (count >= Limits.MaxConnectionsPerAddress)
            {
                return AdmissionResult.AddressFull;
            }

            _byAddress[peer.Address] = count + 1;
        }

        _count++;
        return AdmissionResult.Admitted;
    }

    /// <summary>Gives back what a successful <see cref="TryAdmit"/> took.</summary>
    public void Release(Peer peer)
    {
        _count--;
        if (!peer.IsExempt && --CollectionsMarshal.GetValueRefOrAddDefault(_byAddress, peer.Address, out _) == 0)
        {
            _byAddress.Remove(peer.Address);
        }
    }
}

/// <summary>Whether a connection may stay.</summary>
public enum AdmissionResult
{
    /// <summary>It may.</summary>
    Admitted,

    /// <summary>There are as many connections as there may be.</summary>
    Full,

    /// <summary>There are as many connections from its address as there may be.</summary>
    AddressFull,
}
