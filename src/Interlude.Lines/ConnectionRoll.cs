using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Interlude.Lines;

/// <summary>The open connections of a listener, in all and by address. Any thread may call any member.</summary>
internal sealed class ConnectionRoll(int most, int mostPerAddress)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Place, int> _places = [];
    private readonly Dictionary<LineConnection, EndPoint?> _connections = [];
    private TaskCompletionSource? _empty;
    private int _count;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    /// <summary>Takes a place for a connection from an address, or says why there is none.</summary>
    public LineRefusal? Enter(EndPoint? remote)
    {
        lock (_lock)
        {
            if (_count >= most)
            {
                return LineRefusal.TooMany;
            }

            if (Place.Of(remote) is { } place)
            {
                var there = _places.GetValueOrDefault(place);
                if (there >= mostPerAddress)
                {
                    return LineRefusal.TooManyOfAddress;
                }

                _places[place] = there + 1;
            }

            _count++;
            return null;
        }
    }

    /// <summary>Keeps a connection that has a place until it ends.</summary>
    public void Keep(LineConnection connection, EndPoint? remote)
    {
        lock (_lock)
        {
            _connections.Add(connection, remote);
        }

        connection.TellOfEnd(this);
    }

    public LineConnection[] All()
    {
        lock (_lock)
        {
            return [.. _connections.Keys];
        }
    }

    /// <summary>Ends when there is none left; nobody may enter meanwhile.</summary>
    public Task WhenEmptyAsync()
    {
        lock (_lock)
        {
            if (_connections.Count == 0)
            {
                return Task.CompletedTask;
            }

            return (_empty ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Gives the place of a connection back that was kept.</summary>
    public void Leave(LineConnection connection)
    {
        lock (_lock)
        {
            _connections.Remove(connection, out var remote);
            GiveBack(remote);
        }
    }

    /// <summary>Gives a place back that nothing came of.</summary>
    /// <param name="remote">The address that it was entered with.</param>
    public void Leave(EndPoint? remote)
    {
        lock (_lock)
        {
            GiveBack(remote);
        }
    }

    private void GiveBack(EndPoint? remote)
    {
        _count--;
        if (Place.Of(remote) is { } place && --_places[place] == 0)
        {
            _places.Remove(place);
        }

        if (_connections.Count == 0)
        {
            _empty?.TrySetResult();
        }
    }

    /// <summary>What counts as one address: an IPv4 address, mapped or not, or the /64 network of an IPv6 address, because
    /// that is what one customer is given (RFC 6177). Unix sockets have none.</summary>
    private readonly record struct Place(AddressFamily Family, ulong Bits)
    {
        public static Place? Of(EndPoint? remote)
        {
            if (remote is not IPEndPoint { Address: var address })
            {
                return null;
            }

            Span<byte> bytes = stackalloc byte[16];
            address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
            address.TryWriteBytes(bytes, out _);
            return address.AddressFamily == AddressFamily.InterNetwork
                ? new Place(address.AddressFamily, BinaryPrimitives.ReadUInt32BigEndian(bytes))
                : new Place(address.AddressFamily, BinaryPrimitives.ReadUInt64BigEndian(bytes));
        }
    }
}
