using Interlude.Server;
using Interlude.World;

namespace Interlude.Tests.Support;

/// <summary>A log in memory that a test can make fail or forget.</summary>
internal sealed class RehearsedLog
{
    private readonly List<Entry> _entries = [];

    /// <summary>What becomes of the next append.</summary>
    public Rehearsed Next { get; set; } = Rehearsed.Works;

    /// <summary>What becomes of those after it.</summary>
    public Rehearsed Then { get; set; } = Rehearsed.Works;

    public IReadOnlyList<Entry> Entries => _entries;

    /// <summary>Appends, and gives the entries that came of it to the server, then the outcome.</summary>
    public void Append(Batch batch, ChatServer server, Moment now)
    {
        var rehearsed = Next;
        Next = Then;
        if (rehearsed is Rehearsed.Works or Rehearsed.Repeats)
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

        var result = rehearsed switch
        {
            Rehearsed.Works => AppendResult.Appended,
            Rehearsed.Fails => AppendResult.Failed,
            _ => AppendResult.Unknown,
        };
        server.Appended(batch.Number, result, now);
    }
}

/// <summary>What a <see cref="RehearsedLog"/> does with an append.</summary>
internal enum Rehearsed
{
    /// <summary>The batch is in the log.</summary>
    Works,

    /// <summary>The batch is not in the log.</summary>
    Fails,

    /// <summary>The outcome is unknown; the batch is not in the log.</summary>
    Loses,

    /// <summary>The outcome is unknown; the batch is in the log, and will be once more.</summary>
    Repeats,
}
