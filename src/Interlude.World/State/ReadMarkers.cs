namespace Interlude.World.State;

/// <summary>How far somebody has read what; a bounded number.</summary>
internal sealed class ReadMarkers
{
    private readonly SortedDictionary<string, (ReadTarget Target, Timestamp At)> _markers = new(StringComparer.Ordinal);

    public int Count => _markers.Count;

    /// <summary>All, in the ordinal order of their keys.</summary>
    public IEnumerable<(ReadTarget Target, Timestamp At)> All => _markers.Values;

    /// <summary>How far that was read; null: nobody has said.</summary>
    public Timestamp? Find(ReadTarget target) => _markers.TryGetValue(target.Key, out var marker) ? marker.At : null;

    /// <summary>Sets a marker, unless it stands there or farther. Where there is no room, the one that stands farthest back gives way.</summary>
    /// <returns>Whether it was set.</returns>
    public bool TryRaise(ReadTarget target, Timestamp at, int most)
    {
        if (most == 0 || Find(target) is { } before && before.Milliseconds >= at.Milliseconds)
        {
            return false;
        }

        while (_markers.Count >= most && !_markers.ContainsKey(target.Key))
        {
            _markers.Remove(_markers.MinBy(marker => marker.Value.At.Milliseconds).Key);
        }

        _markers[target.Key] = (target, at);
        return true;
    }

    /// <summary>Lets a marker go with what is called otherwise now. One that stands there already, and farther, stays: they only rise.</summary>
    public void Move(ReadTarget from, ReadTarget to, int most)
    {
        if (_markers.Remove(from.Key, out var marker))
        {
            TryRaise(to, marker.At, most);
        }
    }

    /// <summary>Takes one that a snapshot holds; false: it holds it twice, or out of order.</summary>
    public bool TryAdd(ReadTarget target, Timestamp at)
    {
        if (_markers.Count > 0 && string.CompareOrdinal(_markers.Keys.Last(), target.Key) >= 0)
        {
            return false;
        }

        _markers.Add(target.Key, (target, at));
        return true;
    }
}
