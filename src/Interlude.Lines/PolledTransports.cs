namespace Interlude.Lines;

/// <summary>Who is polled, by a key that is never given twice: what the kernel still tells of a socket that was closed is
/// nobody's, whoever has its place or its descriptor by then.</summary>
/// <remarks>Any thread.</remarks>
internal sealed class PolledTransports
{
    private const int PlaceBits = 32;

    private readonly Lock _lock = new();
    private readonly Stack<int> _free = new();
    private (long Key, EpollTransport? Transport)[] _places = new (long, EpollTransport?)[64];
    private int _used;
    private long _given;

    public long Add(EpollTransport transport)
    {
        lock (_lock)
        {
            if (!_free.TryPop(out var place))
            {
                place = _used++;
                if (place == _places.Length)
                {
                    Array.Resize(ref _places, 2 * place);
                }
            }

            var key = (++_given << PlaceBits) | (uint)place;
            _places[place] = (key, transport);
            return key;
        }
    }

    public void Remove(long key)
    {
        lock (_lock)
        {
            var place = PlaceOf(key);
            if (_places[place] is { Transport: not null } taken && taken.Key == key)
            {
                _places[place] = default;
                _free.Push(place);
            }
        }
    }

    public EpollTransport? Find(long key)
    {
        lock (_lock)
        {
            var place = PlaceOf(key);
            return place < _used && _places[place].Key == key ? _places[place].Transport : null;
        }
    }

    public List<EpollTransport> All()
    {
        lock (_lock)
        {
            return [.. _places.Select(place => place.Transport).OfType<EpollTransport>()];
        }
    }

    private static int PlaceOf(long key) => (int)(key & int.MaxValue);
}
