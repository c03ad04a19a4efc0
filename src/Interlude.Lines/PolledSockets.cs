namespace Interlude.Lines;

/// <summary>Who is polled, by a key that is never given twice: what the kernel still tells of a socket that was closed is
/// nobody's, whoever has its place or its descriptor by then.</summary>
/// <remarks>Any thread.</remarks>
internal sealed class PolledSockets
{
    private const int PlaceBits = 32;

    private readonly Lock _lock = new();
    private readonly Stack<int> _free = new();
    private (long Key, IPolled? Polled)[] _places = new (long, IPolled?)[64];
    private int _used;
    private long _given;

    public long Add(IPolled polled)
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
            _places[place] = (key, polled);
            return key;
        }
    }

    public void Remove(long key)
    {
        lock (_lock)
        {
            var place = PlaceOf(key);
            if (_places[place] is { Polled: not null } taken && taken.Key == key)
            {
                _places[place] = default;
                _free.Push(place);
            }
        }
    }

    public IPolled? Find(long key)
    {
        lock (_lock)
        {
            var place = PlaceOf(key);
            return place < _used && _places[place].Key == key ? _places[place].Polled : null;
        }
    }

    public List<IPolled> All()
    {
        lock (_lock)
        {
            return [.. _places.Select(place => place.Polled).OfType<IPolled>()];
        }
    }

    private static int PlaceOf(long key) => (int)(key & int.MaxValue);
}
