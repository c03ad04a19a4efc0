using Interlude.Server;
using Interlude.Simulation;
using Interlude.World;

namespace Interlude.Tests.Support;

/// <summary>An archive in memory that follows a log, and can be made to fail.</summary>
internal sealed class RehearsedArchive
{
    private readonly MemoryArchive _archive = new();
    private readonly ChatWorld _world = new();
    private readonly List<Event> _events = [];

    /// <summary>Whether history cannot be read.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Answers what a server asks of history, with all that the log holds by now; null: it asks for something else.</summary>
    public RequestResult? Answer(ServerRequest what, IReadOnlyList<Entry> entries)
    {
        foreach (var entry in entries.Skip((int)_world.Sequence))
        {
            _events.Clear();
            _world.Apply(entry, _events);
            _archive.Add(entry.Sequence, _world.Time, _events);
        }

        return (what, IsBroken) switch
        {
            (ServerRequest.ReadHistory, true) => new RequestResult.HistoryRead(null),
            (ServerRequest.ReadHistoryTargets, true) => new RequestResult.HistoryTargetsRead(null),
            _ => _archive.Answer(what),
        };
    }
}
