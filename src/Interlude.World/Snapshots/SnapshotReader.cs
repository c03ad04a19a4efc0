using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Interlude.World.Snapshots;

/// <summary>Reads what <see cref="SnapshotWriter"/> wrote; whatever it could not have written is a <see cref="FormatException"/>.</summary>
internal ref struct SnapshotReader(ReadOnlySpan<byte> input)
{
    private ReadOnlySpan<byte> _rest = input;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public long ReadLong()
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = Take(1)[0];
            if ((shift > 0 && next == 0) || (shift == 63 && next > 1))
            {
                throw new FormatException("The bytes hold a number of more bytes than it needs, or of more than 64 bits.");
            }

            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return (long)value;
            }
        }
    }

    /// <summary>A number that must be greater than the one ahead of it, so that nothing comes twice or in another order.</summary>
    public long ReadLongAbove(long previous)
    {
        var value = ReadLong();
        return value > previous
            ? value
            : throw new FormatException($"The bytes hold {value} where a number above {previous} belongs.");
    }

    public int ReadInt()
    {
        var value = ReadLong();
        return value is >= int.MinValue and <= int.MaxValue
            ? (int)value
            : throw new FormatException($"The bytes hold {value} where a 32-bit number belongs.");
    }

    public int ReadLimit()
    {
        var value = ReadInt();
        return value >= 0 ? value : throw new FormatException($"The bytes hold {value} where a limit belongs.");
    }

    /// <summary>Flags, none of which is unknown to this code.</summary>
    public T ReadFlags<T>()
        where T : struct, Enum
    {
        var value = ReadInt();
        return (value & ~Known<T>.All) == 0
            ? Unsafe.BitCast<int, T>(value)
            : throw new FormatException($"The bytes hold {value} where {typeof(T).Name} belong.");
    }

    /// <summary>One of the values that an enumeration has.</summary>
    public T ReadOneOf<T>()
        where T : struct, Enum
    {
        var value = ReadInt();
        return Known<T>.Values.Contains(value)
            ? Unsafe.BitCast<int, T>(value)
            : throw new FormatException($"The bytes hold {value} where a {typeof(T).Name} belongs.");
    }

    public bool ReadBool() => ReadLong() switch
    {
        0 => false,
        1 => true,
        var other => throw new FormatException($"The bytes hold {other} where 0 or 1 belongs."),
    };

    /// <summary>A number of things that follow; each takes a byte at least, so a count cannot exceed what is left.</summary>
    public int ReadCount()
    {
        var count = ReadLong();
        return count >= 0 && count <= _rest.Length
            ? (int)count
            : throw new FormatException($"The bytes promise {count} things, and there are {_rest.Length} bytes left.");
    }

    /// <summary>The same of things that come at least once.</summary>
    public int ReadCountOfSome()
    {
        var count = ReadCount();
        return count > 0 ? count : throw new FormatException("The bytes hold nothing where something belongs.");
    }

    public ReadOnlySpan<byte> ReadBytes() => Take(ReadCount());

    public Text ReadText() => Text.TryCreate(ReadBytes(), out var text)
        ? text
        : throw new FormatException("The bytes hold a text that is not valid.");

    public Nick ReadNick() => Nick.TryCreate(ReadBytes(), out var nick, out _)
        ? nick
        : throw new FormatException("The bytes hold a nick that is not valid.");

    public ReadTarget ReadTarget() => World.ReadTarget.TryCreate(ReadBytes(), out var target)
        ? target
        : throw new FormatException("The bytes hold what is neither a channel nor a nick.");

    public ChannelName ReadChannelName() => ChannelName.TryCreate(ReadBytes(), out var name, out _)
        ? name
        : throw new FormatException("The bytes hold a channel name that is not valid.");

    public ChannelName? ReadChannelNameOrNone()
    {
        var name = ReadBytes();
        return name.IsEmpty ? null
            : ChannelName.TryCreate(name, out var read, out _) ? read
            : throw new FormatException("The bytes hold a channel name that is not valid.");
    }

    public SourceWord ReadSourceWord() => SourceWord.TryCreate(ReadBytes(), out var word)
        ? word
        : throw new FormatException("The bytes hold a user name or a host that is not valid.");

    public uint ReadFixed() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            throw new FormatException("The bytes end in the middle.");
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    // Looked up once: a log holds millions.
    private static class Known<T>
        where T : struct, Enum
    {
        public static readonly ImmutableArray<int> Values = [.. Enum.GetValues<T>().Select(value => (int)(object)value)];

        public static readonly int All = Values.Aggregate(0, (all, value) => all | value);
    }
}
