using Interlude.Server;
using Interlude.World;

namespace Interlude.Tests.Support;

/// <summary>A log in memory that a test can make fail, forget or stall.</summary>
internal sealed class RehearsedLog
{
    private readonly List<Entry> _entries = [];

    /// <summary>What becomes of the next appends.</summary>
    public AppendResult Next { get; set; } = AppendResult.Appended;

    /// <summary>Whether an append of unknown outcome lands all the same.</summary>
    public bool UnknownLands { get; set; }

    public IReadOnlyList<Entry> Entries => _entries;

    /// <summary>Appends, and gives the entries that came of it to the server, then the outcome.</summary>
    public void Append(Batch batch, ChatServer server, Moment now)
    {
        var result = Next;
        if (result == AppendResult.Appended || (result == AppendResult.Unknown && UnknownLands))
        {
            foreach (var wish in batch.Wishes)
            {
                var last = _entries.Count == 0 ? batch.Time : _entries[^1].Time;
                var entry = new Entry(
                    _entries.Count + 1, Timestamp.Later(last, batch.Time), ChatWorld.NewestRules, wish);
                _entries.Add(entry);
                server.Committed(entry, now);
            }
        }

        server.Appended(batch.Number, result, now);
    }
}
