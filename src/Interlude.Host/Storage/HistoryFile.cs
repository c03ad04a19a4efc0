using System.Globalization;
using Interlude.Server;
using Interlude.World;
using Microsoft.Data.Sqlite;

namespace Interlude.Host.Storage;

/// <summary>History in a file of SQLite, or in memory. What has been added can be read at once; it is written in slices.</summary>
/// <remarks>
/// <code>
/// stream = kind owner what place nick    ; HistoryStream; with the number of its items, how old the oldest is, where the latest is
/// item   = stream sequence number time (event / run)
/// run    = event rest                    ; HistoryRun: some that follow each other in one stream
/// slice  = first time                    ; time never falls with the sequence: a moment is found by these
/// meta   = position epoch keeps          ; of the log that it follows, by the name that it had when it was begun
/// </code>
/// An event may be in several streams: two sides of a conversation, the channels that somebody leaves. Each has it for itself.
/// </remarks>
internal sealed class HistoryFile : Archive
{
    /// <summary>How such a file is laid out.</summary>
    public static SqliteFormat Format { get; } = new("history", 0x494C4831, """
        CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE stream (
            id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, owner INTEGER NOT NULL, what INTEGER NOT NULL, place INTEGER NOT NULL, nick TEXT NOT NULL,
            items INTEGER NOT NULL, oldest_time INTEGER NOT NULL,
            latest_sequence INTEGER NOT NULL, latest_index INTEGER NOT NULL, latest_time INTEGER NOT NULL,
            UNIQUE (kind, owner, what, place, nick)) STRICT;
        CREATE INDEX stream_by_age ON stream (oldest_time);
        CREATE INDEX partner ON stream (owner, latest_sequence, latest_index) WHERE kind = 3 AND what = 1;
        CREATE TABLE item (
            stream INTEGER NOT NULL, sequence INTEGER NOT NULL, number INTEGER NOT NULL, time INTEGER NOT NULL, event BLOB NOT NULL,
            run INTEGER, PRIMARY KEY (stream, sequence, number)) STRICT, WITHOUT ROWID;
        CREATE TABLE run (id INTEGER PRIMARY KEY, event BLOB NOT NULL, rest BLOB NOT NULL) STRICT;
        CREATE TABLE slice (first INTEGER PRIMARY KEY, time INTEGER NOT NULL) STRICT;
        CREATE INDEX slice_by_time ON slice (time);
        INSERT INTO meta VALUES ('position', 0);
        """,
        """
        ALTER TABLE item ADD COLUMN run INTEGER;
        CREATE TABLE run (id INTEGER PRIMARY KEY, event BLOB NOT NULL, rest BLOB NOT NULL) STRICT;
        """);

    // The pages that a large slice changes, so that each is written once.
    private const int CacheKib = 8192;

    private readonly SqliteFile _file;
    private readonly HistoryRuns _runs;
    private readonly HistoryWriter _writer;
    private readonly HistorySweeper _sweeper;
    private readonly HistoryWal? _wal;
    private readonly HistorySlice _slice = new();
    private readonly HistoryReaders _readers;
    private readonly HistoryWaiters _waiters;
    private readonly Action<string> _report;
    private HistoryRetentionBox _retention = new(default);
    private string? _lastReport;
    private bool _keeps;
    private long _position;
    private long _time = long.MinValue;
    private long _wall = long.MinValue;   // as it was last told

    private HistoryFile(SqliteFile file, HistoryReaders readers, HistoryWal? wal, Action<string> report)
    {
        (_file, _readers, _wal, _report) = (file, readers, wal, report);
        _runs = new HistoryRuns(file);
        (_writer, _sweeper) = (new HistoryWriter(file, _runs), new HistorySweeper(file, _runs));
        _position = file.Ask("SELECT value FROM meta WHERE name = 'position'")
            ?? throw SqliteFile.Damaged(file.Path, "it does not say how far it goes");
        _keeps = file.Ask("SELECT value FROM meta WHERE name = 'keeps'") != 0;
        _waiters = new HistoryWaiters(_position);
    }

    /// <summary>The file beneath.</summary>
    public SqliteFile File => _file;

    /// <summary>What is kept. Any thread, while the server runs.</summary>
    public HistoryRetention Retention
    {
        get => Volatile.Read(ref _retention).Value;
        set => Volatile.Write(ref _retention, new HistoryRetentionBox(value));
    }

    public override long Position => Volatile.Read(ref _position);

    public override long BytesInSlice => _slice.Bytes;

    public override string? Epoch => EpochIn(_file);

    /// <summary>How the log is called whose history a file is; null if it has followed none yet.</summary>
    public static string? EpochIn(SqliteFile file)
    {
        using var query = file.Prepare("SELECT value FROM meta WHERE name = 'epoch'");
        return query.ExecuteScalar() as string;
    }

    /// <summary>Opens the file of a server, or makes it.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="durability">What a commit survives.</param>
    /// <param name="report">Told of readings that failed, for operators.</param>
    /// <exception cref="StorageException">It is damaged, of another kind, of a newer version, or cannot be used.</exception>
    public static HistoryFile Open(string path, Durability durability, Action<string> report)
    {
        var file = SqliteFile.Open(path, Format, durability);
        file.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA cache_size = -{CacheKib}"));
        var readers = new HistoryReaders(() => new HistoryReader(SqliteFile.OpenToRead(path, Format), isOwn: true), most: 2);
        return Open(file, readers, new HistoryWal(file, readers), report);
    }

    /// <summary>Begins a history that nothing is left of when it ends.</summary>
    public static HistoryFile OpenInMemory(Action<string> report)
    {
        var file = SqliteFile.OpenInMemory(Format);
        return Open(file, new HistoryReaders(() => new HistoryReader(file, isOwn: false), most: 1), wal: null, report);
    }

    /// <summary>Takes an entry, unless it has it: what was given before a commit that failed is kept.</summary>
    public override void Add(Entry entry, IReadOnlyList<Event> events)
    {
        if (entry.Sequence <= _waiters.Reached)
        {
            return;
        }

        _time = Math.Max(_time, entry.Time.Milliseconds);
        for (var index = 0; _keeps && index < events.Count; index++)
        {
            if (!events[index].KeptIn.IsEmpty)
            {
                _slice.Add(entry.Sequence, index, _time, events[index]);
            }
        }

        _waiters.Reach(entry.Sequence);
    }

    /// <inheritdoc/>
    public override void Commit(long sequence)
    {
        try
        {
            Write(() => WriteSlice(sequence));
        }
        catch (IOException)
        {
            _waiters.GiveUp();   // what they wait for may not come for long
            throw;
        }

        Volatile.Write(ref _position, sequence);
        _slice.Clear();
        Tend();
    }

    /// <inheritdoc/>
    public override bool Sweep(Timestamp now, Predicate<Conversation> mayBeRead)
    {
        var hasMore = false;
        _wall = now.Milliseconds;
        Write(() => hasMore = Took(_sweeper.SweepAround(Retention, now.Milliseconds, mayBeRead)));
        Tend();
        return hasMore;
    }

    /// <inheritdoc/>
    public override void Forget(long sequence)
    {
        Write(() => _writer.TakeBack(sequence));
        Volatile.Write(ref _position, sequence);
        _waiters.Reach(sequence);
    }

    /// <summary>
    /// Whether what is added from here on is kept; else it only goes along with the log. Before the first entry of a life is added, and
    /// behind those of the life before, which go by what was said last: so what was said while nothing was kept never comes in.
    /// </summary>
    /// <exception cref="StorageException">The medium failed or is full.</exception>
    public void Keep(bool keeps)
    {
        try
        {
            _file.Execute($"INSERT OR REPLACE INTO meta VALUES ('keeps', {(keeps ? 1 : 0)})");
        }
        catch (SqliteException failure)
        {
            throw SqliteFile.Explain(_file.Path, failure);
        }

        _keeps = keeps;
    }

    /// <inheritdoc/>
    public override void Belong(string epoch)
    {
        try
        {
            using var write = _file.Prepare("INSERT OR REPLACE INTO meta VALUES ('epoch', $epoch)", "$epoch");
            write.Parameters[0].Value = epoch;
            write.ExecuteNonQuery();
        }
        catch (SqliteException failure)
        {
            throw new IOException($"\"{_file.Path}\": {SqliteFile.Sentence(failure)}", failure);
        }
    }

    public override ValueTask<HistoryPage?> ReadAsync(HistoryQuery query) => ReadAsync(query.AsOf, reader => reader.Read(query, _slice));

    public override ValueTask<HistoryTargets?> ReadAsync(HistoryTargetsQuery query) => ReadAsync(query.AsOf, reader => reader.Read(query, _slice));

    protected override void Dispose(bool isDisposing)
    {
        _waiters.End();
        _readers.Dispose();
        _writer.Dispose();
        _sweeper.Dispose();
        _runs.Dispose();
        _file.Dispose();
    }

    private static HistoryFile Open(SqliteFile file, HistoryReaders readers, HistoryWal? wal, Action<string> report)
    {
        try
        {
            return new HistoryFile(file, readers, wal, report);
        }
        catch (SqliteException failure)
        {
            readers.Dispose();
            file.Dispose();
            throw SqliteFile.Explain(file.Path, failure);
        }
        catch (StorageException)
        {
            readers.Dispose();
            file.Dispose();
            throw;
        }
    }

    // Entries that once came with a time that was wrong have the log stay ahead, for it never goes back: that alone removes nothing.
    private long Now => Math.Min(_time, _wall);

    private void WriteSlice(long sequence)
    {
        var written = _writer.Write(_slice, sequence);
        Took(_sweeper.SweepBehind(Retention, written, _slice.Rows, Now));
    }

    // The ids of streams that have ended will be others'.
    private bool Took(HistorySwept swept)
    {
        if (swept.HasEndedStreams)
        {
            _writer.Forget();
        }

        return swept.HasMore;
    }

    private void Write(Action work)
    {
        try
        {
            _readers.Write(() => _file.Transact(work));
        }
        catch (SqliteException failure)
        {
            _writer.Forget();
            throw Explain(failure);
        }
        catch (FormatException fault)
        {
            throw SqliteFile.Damaged(_file.Path, fault.Message, fault);
        }
    }

    // What was to be written is in the file by now, whatever comes of this.
    private void Tend()
    {
        try
        {
            _wal?.Tend();
        }
        catch (SqliteException failure)
        {
            throw Explain(failure);
        }
    }

    private Exception Explain(SqliteException failure) => SqliteFile.MayPass(failure)
        ? new IOException($"\"{_file.Path}\": {SqliteFile.Sentence(failure)}", failure)
        : SqliteFile.Explain(_file.Path, failure);

    // A mistake of the medium's or of the file's is one reading's: the next may succeed.
    private async ValueTask<T?> ReadAsync<T>(long asOf, Func<HistoryReader, T> read)
        where T : class
    {
        var isThere = _waiters.WaitAsync(asOf);
        if (!isThere.IsCompleted)
        {
            Awaited?.Invoke();
        }

        if (!await isThere)
        {
            return null;
        }

        try
        {
            return await _readers.UseAsync(read);
        }
        catch (Exception failure) when (failure is SqliteException or StorageException or FormatException)
        {
            Report(failure is SqliteException fault ? SqliteFile.Explain(_file.Path, fault) : failure);
            return null;
        }
    }

    // However many ask for the same page.
    private void Report(Exception failure)
    {
        var report = $"History could not be read from \"{_file.Path}\": {failure.Message}";
        if (Interlocked.Exchange(ref _lastReport, report) != report)
        {
            _report(report);
        }
    }

    private sealed record HistoryRetentionBox(HistoryRetention Value);
}
