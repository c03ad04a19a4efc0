using Interlude.Host.Serving;
using Interlude.Server;

namespace Interlude.Tests.Support;

/// <summary>A journal in memory that a test can stall, and tell what to answer.</summary>
internal sealed class RehearsedJournal : Journal
{
    private readonly MemoryJournal _journal = new();
    private TaskCompletionSource _open = new();

    public RehearsedJournal() => _open.SetResult();

    /// <summary>What the next appends come to.</summary>
    public AppendResult Next { get; set; } = AppendResult.Appended;

    /// <summary>Thrown by the next append, as a bug in a journal would be.</summary>
    public Exception? Mistake { get; set; }

    /// <summary>Appends from now on wait.</summary>
    public void Stall() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What waits goes on.</summary>
    public void Open() => _open.TrySetResult();

    /// <summary>What waits goes on, and what comes after it waits.</summary>
    public void LetOneThrough()
    {
        var open = _open;
        Stall();
        open.TrySetResult();
    }

    public override async ValueTask<Appended> AppendAsync(Batch batch)
    {
        await _open.Task;
        if (Mistake is { } mistake)
        {
            throw mistake;
        }

        return Next == AppendResult.Appended ? await _journal.AppendAsync(batch) : new Appended(Next, []);
    }
}
