using System.Buffers;

namespace Interlude.Lines;

/// <summary>The bytes of an outbox: two blocks take turns, one is in flight while the next one fills. One caller at a time.</summary>
internal struct OutboxBlocks()
{
    private const int SmallestBlock = 512;
    private const int MostUsualBytes = 64 * 1024;

    private byte[]? _waiting;
    private int _waitingBytes;
    private byte[]? _flying;
    private int _flyingBytes;
    private int _landedBytes;   // of those
    private int _usualBytes = SmallestBlock;   // what the last flight carried: the size of block to begin with

    /// <summary>All that has not landed.</summary>
    public readonly int Bytes => _waitingBytes + _flyingBytes - _landedBytes;

    public readonly bool IsFlying => _flyingBytes > 0;

    /// <summary>What is in flight and has not landed, unless it is lent.</summary>
    public readonly ReadOnlyMemory<byte> Flying => _flying.AsMemory(_landedBytes, _flyingBytes - _landedBytes);

    /// <summary>Adds bytes, to be written by the caller.</summary>
    /// <param name="added">How many.</param>
    /// <param name="most">A size beyond which a block does not grow without need.</param>
    public Span<byte> Add(int added, int most)
    {
        var needed = _waitingBytes + added;
        if (_waiting is null || _waiting.Length < needed)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _waiting is null ? _usualBytes : Math.Min(2 * _waiting.Length, most)));
            _waiting.AsSpan(0, _waitingBytes).CopyTo(larger);
            Return(ref _waiting);
            _waiting = larger;
        }

        var room = _waiting.AsSpan(_waitingBytes, added);
        _waitingBytes = needed;
        return room;
    }

    /// <summary>Lets all that waits fly but its last bytes. Nothing may be in flight.</summary>
    /// <param name="held">How many stay.</param>
    /// <param name="most">As in <see cref="Add"/>.</param>
    public void TakeOff(int held, int most)
    {
        (_flying, _flyingBytes, _waiting, _waitingBytes) = (_waiting, _waitingBytes - held, null, 0);
        if (held > 0)
        {
            _flying.AsSpan(_flyingBytes, held).CopyTo(Add(held, most));
        }

        _usualBytes = Math.Clamp(_flyingBytes, SmallestBlock, MostUsualBytes);
    }

    /// <summary>Bytes fly that stay the caller's until it says <see cref="Keep"/>, or that they have landed. Nothing may be in flight.</summary>
    public void Lend(int bytes) => _flyingBytes = bytes;

    /// <summary>Copies of what is lent the rest, which has not landed.</summary>
    /// <param name="bytes">All that is lent.</param>
    /// <param name="landing">So many of them are to land next.</param>
    public void Keep(ReadOnlySpan<byte> bytes, int landing)
    {
        _flying = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes[landing..].CopyTo(_flying.AsSpan(landing));
    }

    public void Land(int bytes)
    {
        _landedBytes += bytes;
        if (_landedBytes == _flyingBytes)
        {
            DropFlying();
        }
    }

    public void DropWaiting()
    {
        Return(ref _waiting);
        _waitingBytes = 0;
    }

    public void DropFlying()
    {
        Return(ref _flying);
        (_flyingBytes, _landedBytes) = (0, 0);
    }

    private static void Return(ref byte[]? block)
    {
        if (block is not null)
        {
            ArrayPool<byte>.Shared.Return(block);
            block = null;
        }
    }
}
