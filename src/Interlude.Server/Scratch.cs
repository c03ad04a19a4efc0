namespace Interlude.Server;

/// <summary>Buffers in which bytes are put together before they are copied to where they stay. For one thread at a time.</summary>
internal sealed class Scratch
{
    private const int FirstBytes = 1024;
    private const int MostBytes = 64 * 1024;   // of one that is kept
    private const int MaxFree = 8;

    private readonly Stack<ByteWriter> _free = [];

    /// <summary>An empty one. Whoever does not give it back, for a mistake has come between, loses nothing but the gain.</summary>
    public ByteWriter Rent() => _free.TryPop(out var free) ? free : new ByteWriter(FirstBytes);

    public void Return(ByteWriter buffer)
    {
        if (buffer.Capacity <= MostBytes && _free.Count < MaxFree)
        {
            buffer.Clear();
            _free.Push(buffer);
        }
    }
}
