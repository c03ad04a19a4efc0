using Interlude.Server;
using Interlude.World;

namespace Interlude.Host.Storage;

/// <summary>An archive of nothing, which is never behind.</summary>
internal sealed class NoArchive : Archive
{
    public override long Position => long.MaxValue;

    public override void Add(Entry entry, IReadOnlyList<Event> events)
    {
    }

    public override void Commit(long sequence)
    {
    }

    public override ValueTask<HistoryPage?> ReadAsync(HistoryQuery query) => new((HistoryPage?)null);

    public override ValueTask<HistoryTargets?> ReadAsync(HistoryTargetsQuery query) => new((HistoryTargets?)null);

    protected override void Dispose(bool isDisposing)
    {
    }
}
