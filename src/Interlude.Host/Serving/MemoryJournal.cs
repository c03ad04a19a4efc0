using Interlude.Server;
using Interlude.World;

namespace Interlude.Host.Serving;

/// <summary>A journal that only numbers and times its entries: nothing outlives the process. It never waits and never fails.</summary>
internal sealed class MemoryJournal : Journal
{
    private long _sequence;
    private Timestamp _time;

    public override ValueTask<Appended> AppendAsync(Batch batch)
    {
        _time = Timestamp.Later(_time, batch.Time);
        var entries = new Entry[batch.Wishes.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = new Entry(++_sequence, _time, ChatWorld.NewestRules, batch.Wishes[i]);
        }

        return new ValueTask<Appended>(new Appended(AppendResult.Appended, entries));
    }
}
