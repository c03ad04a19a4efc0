using Interlude.Server;
using Interlude.World;

namespace Interlude.Host.Serving;

/// <summary>A journal that only numbers and times its entries: nothing outlives the process. It never waits and never fails.</summary>
internal sealed class MemoryJournal : Journal
{
    private readonly List<Entry> _entries = [];
    private long _sequence;
    private Timestamp _time;

    public override ValueTask<Appended> AppendAsync(Batch batch)
    {
        _time = Timestamp.Later(_time, batch.Time);
        _entries.Clear();
        for (var index = 0; index < batch.Wishes.Count; index++)
        {
            _entries.Add(new Entry(++_sequence, _time, ChatWorld.NewestRules, batch.Wishes[index]));
        }

        return new ValueTask<Appended>(new Appended(AppendResult.Appended, _entries));
    }
}
