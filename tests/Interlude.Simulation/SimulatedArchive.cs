using System.Buffers;
using Interlude.World;

namespace Interlude.Simulation;

/// <summary>History as a node has it: a world of its own follows the log, and what came of each entry goes through its bytes.</summary>
internal sealed class SimulatedArchive
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly List<Event> _events = [];
    private readonly HashSet<(long Sequence, int Index, Keeper Who)> _heard = [];

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
            Hear(entry.Sequence);
            _events.Clear();
        }
    }

    /// <summary>Whether a user, or an account, was told live what is kept.</summary>
    public bool HasHeard(long sequence, int index, Keeper who) => _heard.Contains((sequence, index, who));

    private void Hear(long sequence)
    {
        for (var index = 0; index < _events.Count; index++)
        {
            foreach (var id in _events[index].KeptIn.IsEmpty ? [] : _events[index].Audience.Users)
            {
                _heard.Add((sequence, index, new Keeper(IsAccount: false, id.Sequence)));
                if (World.SeenWhole().Find(id)?.Identity.Account is { } account)
                {
                    _heard.Add((sequence, index, new Keeper(IsAccount: true, account.Id.Sequence)));
                }
            }
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
