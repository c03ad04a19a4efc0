using Interlude.Host.Storage;
using Interlude.Server;
using Interlude.World;

namespace Interlude.Tests.Host.Storage;

/// <summary>What passes is tried again; what does not ends the server with words.</summary>
public sealed class HistoryFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly KeptEvents _events = new();
    private readonly List<string> _reports = [];
    private readonly HistoryFile _file;

    public HistoryFaultTests() => _file = HistoryFile.Open(Path.Combine(_folder.Path, "history.db"), Durability.ProcessCrash, _reports.Add);

    public void Dispose()
    {
        _file.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_file_without_its_tables_is_a_fault()
    {
        _file.File.Execute("ALTER TABLE item RENAME TO other");
        _events.Say(_file, 1000, KeptEvents.Channel(1));

        var fault = Assert.Throws<StorageException>(() => _file.Commit(1));

        Assert.Contains("history.db\" cannot be used: ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_there_already_is_a_fault()
    {
        _events.Say(_file, 1000, KeptEvents.Channel(1));
        _file.Commit(1);
        _file.File.Execute("UPDATE item SET sequence = 2");   // as if another had written
        _events.Say(_file, 1000, KeptEvents.Channel(1));

        Assert.Throws<StorageException>(() => _file.Commit(2));
    }

    [Fact]
    public void A_damaged_file_is_a_fault_that_says_what_to_do()
    {
        for (var channel = 1; channel <= 2000; channel++)
        {
            _events.Say(_file, 1000, KeptEvents.Channel(channel));
        }

        _file.Commit(2000);
        _file.File.Checkpoint();
        var path = Path.Combine(_folder.Path, "history.db");
        using (var bytes = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            bytes.Seek(4096, SeekOrigin.Begin);
            bytes.Write(Enumerable.Repeat((byte)0xA5, (int)bytes.Length - 4096).ToArray());
        }

        _file.File.Execute("PRAGMA shrink_memory");   // what it remembers of it
        var fault = Record.Exception(() =>
        {
            for (var round = 0; round < 10; round++)
            {
                _events.Say(_file, 1000, [.. Enumerable.Range(1, 2000).Select(channel => KeptEvents.Channel(channel))]);
                _file.Commit(_events.Sequence);
            }
        });

        Assert.Contains("is damaged", Assert.IsType<StorageException>(fault).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kind_of_conversation_that_there_is_not_is_a_fault()
    {
        _events.Say(_file, 1000, KeptEvents.Channel(1));
        _file.Commit(1);
        _file.File.Execute("UPDATE stream SET kind = 9");

        var fault = Assert.Throws<StorageException>(() => _file.Sweep(new Timestamp(1000), _ => true));

        Assert.Contains("is damaged", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_read_is_reported_once_however_often_it_is_asked_for()
    {
        _events.Say(_file, 1000, KeptEvents.Channel(1));
        _file.Commit(1);
        _file.File.Execute("UPDATE item SET event = x'FF'");

        for (var time = 0; time < 3; time++)
        {
            Assert.Null(await _file.ReadAsync(new HistoryQuery { Parts = [new(KeptEvents.Channel(1), From: 0)], Limit = 1, AsOf = 1 }));
        }

        Assert.Single(_reports);
    }

    [Fact]
    public async Task In_memory_it_is_read_and_written_at_once()
    {
        using var file = HistoryFile.OpenInMemory(Assert.Fail);
        var events = new KeptEvents();
        events.Say(file, 1000, KeptEvents.Channel(1));
        using var ended = new CancellationTokenSource();
        var reader = Task.Run(async () =>
        {
            while (!ended.IsCancellationRequested)
            {
                Assert.NotNull(await file.ReadAsync(new HistoryQuery { Parts = [new(KeptEvents.Channel(1), From: 0)], Limit = 1000, AsOf = 1 }));
            }
        });

        for (var round = 0; round < 300; round++)
        {
            for (var count = 0; count < 100; count++)
            {
                events.Say(file, 1000, KeptEvents.Channel(1 + (count % 3)));
            }

            file.Commit(events.Sequence);
            file.Sweep(new Timestamp(1000), _ => true);
        }

        await ended.CancelAsync();
        await reader;
        Assert.Equal(events.Sequence, file.Position);
    }
}
