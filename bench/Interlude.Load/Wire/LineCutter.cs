namespace Interlude.Load.Wire;

/// <summary>Cuts what is received into lines at LF, in one buffer that all connections share; one CR before it is dropped. What
/// has no end yet is kept with the connection.</summary>
/// <remarks><see cref="Begin"/>, fill, <see cref="Add"/>, <see cref="TryTake"/> until it says no, <see cref="End"/>.</remarks>
internal sealed class LineCutter(int capacity)
{
    private readonly byte[] _buffer = new byte[capacity];
    private int _start;
    private int _end;

    /// <summary>Begins with what was kept, and gives the room behind it.</summary>
    /// <exception cref="LoadException">A line fills the whole buffer.</exception>
    public Span<byte> Begin(in LineRest rest)
    {
        if (rest.Length == _buffer.Length)
        {
            throw new LoadException($"A line of more than {_buffer.Length} bytes came.");
        }

        rest.CopyTo(_buffer);
        _start = 0;
        _end = rest.Length;
        return _buffer.AsSpan(_end);
    }

    public void Add(int count) => _end += count;

    /// <param name="line">Without its end; valid until the next <see cref="Begin"/>.</param>
    public bool TryTake(out ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> left = _buffer.AsSpan(_start, _end - _start);
        var length = left.IndexOf((byte)'\n');
        if (length < 0)
        {
            line = default;
            return false;
        }

        _start += length + 1;
        line = length > 0 && left[length - 1] == '\r' ? left[..(length - 1)] : left[..length];
        return true;
    }

    public void End(ref LineRest rest) => rest.Keep(_buffer.AsSpan(_start, _end - _start));
}
