using Interlude.Lines;
using Interlude.Server;

namespace Interlude.Simulation;

/// <summary>
/// One connection as a host has it: bytes on their way from the peer, the lines cut from them, and an outbox of which
/// only the size counts, for what was put into it is compared when it is put there.
/// </summary>
internal sealed class Connection(ClientId id, Peer peer, PeerHabits habits, int maxLineBytes)
{
    private readonly LineDecoder _decoder = new(Delimiters.LfOrCrLf, maxLineBytes);
    private readonly Queue<byte[]> _written = new();   // what the decoder must find; null stands for a line too long
    private readonly List<byte> _wire = [];
    private byte[] _left = [];                         // received, and left over by the decoder
    private ulong _hash = 14695981039346656037;

    public ClientId Id => id;

    public Peer Peer => peer;

    public PeerHabits Habits => habits;

    /// <summary>Lines of the received block that were not given to the server yet; null: one that was too long.</summary>
    public Queue<byte[]?> Lines { get; } = new();

    public bool IsPaused { get; set; }

    /// <summary>The peer has written something.</summary>
    public bool HasWritten { get; private set; }

    public bool HasBytes => _wire.Count > 0;

    /// <summary>The peer has said that it sends nothing more.</summary>
    public bool HasEnded { get; set; }

    /// <summary>The host has read that.</summary>
    public bool EndIsRead { get; private set; }

    public bool EndIsGiven { get; set; }

    public int OutboxBytes { get; private set; }

    public bool AwaitsDrain { get; set; }

    /// <summary>Bytes were dropped, and the server is still to be told.</summary>
    public bool HasOverflowed { get; private set; }

    /// <summary>FNV-1a of all bytes that the server has sent to it.</summary>
    public ulong Hash => _hash;

    public bool HasWork => HasBytes || Lines.Count > 0 || (HasEnded && !EndIsGiven);

    /// <summary>The peer writes a line.</summary>
    public void Write(ReadOnlySpan<byte> line, ReadOnlySpan<byte> end)
    {
        HasWritten = true;
        _wire.AddRange(line);
        _wire.AddRange(end);
        if (!(line.IsEmpty && end.IsEmpty))
        {
            _written.Enqueue(line.ToArray());
        }
    }

    /// <summary>The host reads some of what the peer wrote, however that is cut, and the end if nothing else is left.</summary>
    public void Read(int most)
    {
        var count = Math.Min(most, _wire.Count);
        byte[] received = [.. _left, .. _wire.Take(count)];
        _wire.RemoveRange(0, count);
        EndIsRead = HasEnded && _wire.Count == 0;
        var start = 0;
        while (true)
        {
            var found = _decoder.Read(received.AsSpan(start), EndIsRead);
            if (found.Status is LineStatus.NeedMore or LineStatus.End)
            {
                start += found.Consumed;
                break;
            }

            var line = received.AsSpan(start + found.Start, found.Length).ToArray();
            Check(found.Status == LineStatus.TooLong ? null : line);
            Lines.Enqueue(found.Status == LineStatus.TooLong ? null : line);
            start += found.Consumed;
        }

        _left = received[start..];
    }

    /// <summary>Puts bytes into the outbox, or drops them if there is no room.</summary>
    public void Send(ReadOnlySpan<byte> bytes, int maxOutboxBytes)
    {
        foreach (var unit in bytes)
        {
            _hash = (_hash ^ unit) * 1099511628211;
        }

        HasOverflowed |= OutboxBytes + bytes.Length > maxOutboxBytes;
        OutboxBytes += HasOverflowed ? 0 : bytes.Length;
    }

    /// <summary>The peer reads.</summary>
    public void Drain(int most) => OutboxBytes -= Math.Min(most, OutboxBytes);

    private void Check(byte[]? line)
    {
        Hold.That(_written.Count > 0, "The host finds no line that the peer did not write.", () => $"client {Id.Number}");
        var written = _written.Dequeue();
        Hold.That(
            line is null ? written.Length > maxLineBytes : line.AsSpan().SequenceEqual(written),
            "However the bytes are cut, the host finds the lines that the peer wrote.",
            () => $"client {Id.Number}: {Convert.ToHexString(written)} became {(line is null ? "too long" : Convert.ToHexString(line))}");
    }
}
