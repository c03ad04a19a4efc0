namespace Interlude.Host.Storage;

/// <summary>The few connections by which history is read, each for one reading at a time. Any thread.</summary>
/// <param name="open">Opens one.</param>
/// <param name="most">How many there are at most; 1: it is the writer's own, and no reading goes on while it writes.</param>
internal sealed class HistoryReaders(Func<HistoryReader> open, int most) : IDisposable
{
    private readonly SemaphoreSlim _free = new(most);
    private readonly Stack<HistoryReader> _idle = [];

    /// <summary>Reads, off the caller's thread, when there is a connection for it.</summary>
    public async Task<T> UseAsync<T>(Func<HistoryReader, T> read)
    {
        await _free.WaitAsync();
        try
        {
            return await Task.Run(() => Use(read));
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Writes, without a reading beside it where they share a connection.</summary>
    public void Write(Action write)
    {
        if (most > 1)
        {
            write();
        }
        else
        {
            Exclude(write);
        }
    }

    /// <summary>Does something while nobody reads: waits until the readings under way are done, and others wait for it.</summary>
    public void Exclude(Action work)
    {
        for (var taken = 0; taken < most; taken++)
        {
            _free.Wait();
        }

        try
        {
            work();
        }
        finally
        {
            _free.Release(most);
        }
    }

    /// <summary>Ends when the readings under way are done; others would wait for ever.</summary>
    public void Dispose()
    {
        for (var count = 0; count < most; count++)
        {
            _free.Wait();
        }

        foreach (var reader in _idle)
        {
            reader.Dispose();
        }
    }

    private T Use<T>(Func<HistoryReader, T> read)
    {
        HistoryReader? reader;
        lock (_idle)
        {
            _idle.TryPop(out reader);
        }

        reader ??= open();
        try
        {
            return read(reader);
        }
        finally
        {
            lock (_idle)
            {
                _idle.Push(reader);
            }
        }
    }
}
