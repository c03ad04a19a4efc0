using Interlude.Host.Configuring;
using Interlude.Host.Serving;
using Interlude.Host.Storage;
using Interlude.Server;
using Interlude.World;

namespace Interlude.Tests.Host.Storage;

public sealed class ProgressTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Marks => Path.Combine(_folder.Path, "progress");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_entry_in_the_midst_of_which_the_process_ended_twice_is_deadly()
    {
        Assert.Equal([null, null, 7L, 7L], [Die(7), Die(7), Die(7), Read()]);
    }

    [Fact]
    public void Ending_in_the_midst_of_different_entries_is_an_accident()
    {
        Assert.Equal([null, null, null, null], new long?[] { Die(7), Die(8), Die(7), Read() });
    }

    [Fact]
    public void Ending_between_entries_speaks_against_none_and_for_none()
    {
        Assert.Equal([null, null, null], new long?[] { DieAfter(7), DieAfter(7), Read() });
        Assert.Equal([null, null, null, 7L], [Die(7), DieAfter(7), Die(7), Read()]);
    }

    [Fact]
    public void An_entry_that_could_be_applied_after_all_is_not_deadly()
    {
        Die(7);
        using (var progress = Progress.Open(Marks))
        {
            progress.Acquit();
        }

        Die(7);

        Assert.Null(Read());
    }

    [Fact]
    public void Where_a_mark_finds_no_room_all_goes_on_without_it()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full here.");
        using var progress = Progress.Open("/dev/full");

        progress.Begin(7);
        progress.End();
        progress.Acquit();

        Assert.Null(progress.Deadly);
    }

    [Fact]
    public async Task A_deadly_entry_is_passed_over_at_the_third_start_and_the_log_and_operators_hear_of_it()
    {
        var configuration = Configuration.Default with { DataDirectory = _folder.Path };
        using (var journal = JournalFile.Open(DataDirectory.JournalIn(_folder.Path), Durability.PowerLoss))
        {
            var entries = new WorldHistory().Continue(0, Enumerable.Range(0, 30)).ToArray();
            entries[19] = entries[19] with { Rules = 99 };   // none that this code can apply
            journal.Append(entries);
        }

        Assert.Throws<InvalidOperationException>(() => Open(configuration));
        Assert.Throws<InvalidOperationException>(() => Open(configuration));
        var errors = new StringWriter();
        using (var store = Open(configuration))
        {
            Assert.Equal([20L], store.Skipped);
            var server = new ChatServer(configuration.ToOptions(store.Life), store.World);
            await using var loop = new ServerLoop(server, store.Journal, TimeProvider.System, errors, new Outside { Skipped = store.Skipped });
            loop.Stop();
            await loop.Stopped.WaitAsync(TimeSpan.FromSeconds(60));
        }

        Assert.Contains("interlude: Entry 20 of the log was passed over: applying it has ended the server twice.", errors.ToString(), StringComparison.Ordinal);
        using var next = Open(configuration);
        Assert.Empty(next.Skipped);
        using var file = JournalFile.OpenToRead(DataDirectory.JournalIn(_folder.Path));
        Assert.Contains(new Command.Skipped(20), file.ReadBatches(31).SelectMany(batch => batch).Select(entry => entry.Wish.Command));
        Verification.Check(_folder.Path);
    }

    private static ChatStore Open(Configuration configuration) => ChatStore.Open(configuration, DateTimeOffset.UnixEpoch, Assert.Fail);

    private long? Read()
    {
        using var progress = Progress.Open(Marks);
        return progress.Deadly;
    }

    private long? Die(long sequence)
    {
        using var progress = Progress.Open(Marks);
        progress.Begin(sequence);
        return progress.Deadly;
    }

    private long? DieAfter(long sequence)
    {
        using var progress = Progress.Open(Marks);
        progress.Begin(sequence);
        progress.End();
        return progress.Deadly;
    }
}
