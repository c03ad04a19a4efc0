namespace Interlude.Load.Wire;

/// <summary>The beginning of a line whose end has not come yet. Empty, it holds no buffer of its own.</summary>
internal struct LineRest
{
    private byte[]? _bytes;

    public int Length { get; private set; }

    public readonly void CopyTo(Span<byte> buffer) => _bytes.AsSpan(0, Length).CopyTo(buffer);

    public void Keep(ReadOnlySpan<byte> rest)
    {
        Length = rest.Length;
        if (rest.Length > (_bytes?.Length ?? 0))
        {
            _bytes = new byte[Math.Max(256, rest.Length)];
        }

        rest.CopyTo(_bytes);
    }
}
