namespace Interlude.Host.Passwords;

/// <summary>A bounded queue in which those who wait take turns, each with its own first: who brings much waits for it alone.</summary>
/// <typeparam name="T">What waits.</typeparam>
/// <param name="most">As many may wait in all.</param>
/// <param name="mostOfOne">As many may wait of one owner.</param>
/// <remarks>One thread at a time.</remarks>
internal sealed class TurnQueue<T>(int most, int mostOfOne)
{
    private readonly Dictionary<string, Queue<T>> _waiting = new(StringComparer.Ordinal);
    private readonly Queue<string> _turns = new();   // each owner of what waits, once

    /// <summary>How many wait.</summary>
    public int Count { get; private set; }

    /// <summary>Lets one more wait.</summary>
    /// <param name="owner">Whose it is; null: of those without a bound of their own, who are one in taking turns.</param>
    /// <param name="item">What waits.</param>
    /// <returns>False: there is no room for it.</returns>
    public bool TryAdd(string? owner, T item)
    {
        var key = owner ?? string.Empty;
        var own = _waiting.GetValueOrDefault(key);
        if (Count >= most || (owner is not null && own?.Count >= mostOfOne))
        {
            return false;
        }

        if (own is null)
        {
            _waiting.Add(key, own = new Queue<T>());
            _turns.Enqueue(key);
        }

        own.Enqueue(item);
        Count++;
        return true;
    }

    /// <summary>Takes the first of whose turn it is.</summary>
    /// <exception cref="InvalidOperationException">Nothing waits.</exception>
    public T Take()
    {
        var owner = _turns.Dequeue();
        var own = _waiting[owner];
        var item = own.Dequeue();
        Count--;
        if (own.Count > 0)
        {
            _turns.Enqueue(owner);
        }
        else
        {
            _waiting.Remove(owner);
        }

        return item;
    }
}
