using System.Runtime.InteropServices;

namespace Interlude.Server;

/// <summary>Counts connections, in all and per address, and how many an address opens in a minute.</summary>
internal sealed class Admission(ServerLimits limits)
{
    /// <summary>Addresses whose rate is kept. Beyond, the one counted longest is forgotten early.</summary>
    public const int MaxRates = 100_000;

    private const long MinuteInMilliseconds = 60_000;

    private readonly Dictionary<string, int> _byAddress = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _inItsMinute = new(StringComparer.Ordinal);
    private readonly Queue<(string Address, long EndsAt)> _minutes = new();   // of each address in the table, the earliest first
    private int _count;

    public ServerLimits Limits { get; set; } = limits;

    /// <summary>Addresses whose rate is kept at the moment.</summary>
    public int Rates => _inItsMinute.Count;

    /// <param name="peer">Who connects.</param>
    /// <param name="elapsed">Now, in the milliseconds of <see cref="Moment.Elapsed"/>.</param>
    public AdmissionResult TryAdmit(Peer peer, long elapsed)
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

            if (!TryCountInMinute(peer.Address, elapsed))
            {
                return AdmissionResult.TooFast;
            }

            _byAddress[peer.Address] = count + 1;
        }

        _count++;
        return AdmissionResult.Admitted;
    }

    /// <summary>Gives back what a successful <see cref="TryAdmit"/> took; not its share of the minute.</summary>
    public void Release(Peer peer)
    {
        _count--;
        if (!peer.IsExempt && --CollectionsMarshal.GetValueRefOrAddDefault(_byAddress, peer.Address, out _) == 0)
        {
            _byAddress.Remove(peer.Address);
        }
    }

    // An address's minute begins with the first connection in it. Who was refused counts for nothing, so that somebody whose
    // client tries again and again gets in when the minute is over.
    private bool TryCountInMinute(string address, long elapsed)
    {
        while (_minutes.TryPeek(out var earliest) && (earliest.EndsAt <= elapsed || _minutes.Count > MaxRates))
        {
            _inItsMinute.Remove(_minutes.Dequeue().Address);
        }

        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_inItsMinute, address, out var exists);
        if (!exists)
        {
            _minutes.Enqueue((address, elapsed + MinuteInMilliseconds));
        }
        else if (count >= Limits.ConnectionsPerMinute)
        {
            return false;
        }

        count++;
        return true;
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

    /// <summary>Its address has opened as many connections in this minute as it may.</summary>
    TooFast,
}
