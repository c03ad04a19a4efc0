using System.Runtime.InteropServices;

namespace Interlude.Server.Accounts;

/// <summary>Counts what happens under names, such as wrong passwords from an address, in windows that begin with the first.</summary>
internal sealed class LoginThrottle
{
    /// <summary>Names that are counted at a time. Beyond, the one counted longest is forgotten early.</summary>
    public const int MaxNames = 100_000;

    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Queue<(string Name, long EndsAt)> _windows = new();   // of each name in the table, the earliest first

    /// <summary>Names that are counted at the moment.</summary>
    public int Names => _counts.Count;

    /// <summary>Whether there may be one more.</summary>
    /// <param name="name">Under which name.</param>
    /// <param name="most">How many there may be in a window.</param>
    /// <param name="elapsed">Now, in the milliseconds of <see cref="Moment.Elapsed"/>.</param>
    public bool HasRoom(string name, int most, long elapsed)
    {
        Forget(elapsed);
        return _counts.GetValueOrDefault(name) < most;
    }

    /// <summary>There was one more.</summary>
    public void Count(string name, int seconds, long elapsed)
    {
        Forget(elapsed);
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, name, out var exists);
        count++;
        if (!exists)
        {
            _windows.Enqueue((name, elapsed + (seconds * 1000L)));
        }
    }

    private void Forget(long elapsed)
    {
        while (_windows.TryPeek(out var earliest) && (earliest.EndsAt <= elapsed || _windows.Count > MaxNames))
        {
            _counts.Remove(_windows.Dequeue().Name);
        }
    }
}
