using System.Buffers;
using Interlude.World;

namespace Interlude.Simulation;

/// <summary>History as a node has it: a world of its own follows the log, and what came of each entry goes through its bytes.</summary>
internal sealed class SimulatedArchive
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly List<Event> _events = [];

    public ChatWorld World { get; } = new();

    public MemoryArchive History { get; } = new();

    /// <summary>Takes what the log holds up to an entry, as far as it has not.</summary>
    public void Follow(IReadOnlyList<Entry> entries, long last)
    {
        while (World.Sequence < last)
        {
            var entry = entries[(int)World.Sequence];
            World.Apply(entry, _events);
            History.Add(entry.Sequence, World.Time, [.. _events.Select(ThroughBytes)]);
            _events.Clear();
        }
    }

    private Event ThroughBytes(Event happened)
    {
        if (happened.KeptIn.IsEmpty)
        {
            return happened;
        }

        _bytes.ResetWrittenCount();
        EventCodec.Write(_bytes, happened);
        return EventCodec.Read(_bytes.WrittenSpan) with { KeptIn = happened.KeptIn };
    }
}
