using Interlude.Host.Serving;
using Interlude.Server;
using Interlude.World;
using Microsoft.Data.Sqlite;

namespace Interlude.Host.Storage;

/// <summary>The log in a file: batches are committed on a thread of its own, one at a time.</summary>
internal sealed class SqliteJournal : Journal, IDisposable
{
    private readonly JournalFile _file;
    private readonly DeviceThread _thread = new("journal");
    private long _sequence;
    private Timestamp _time;
    private bool _isUnsure;   // whether the file holds what was tried last

    /// <param name="file">The journal's from here on.</param>
    /// <param name="sequence">The last entry in it.</param>
    /// <param name="time">When that was.</param>
    public SqliteJournal(JournalFile file, long sequence, Timestamp time) => (_file, _sequence, _time) = (file, sequence, time);

    public override async ValueTask<Appended> AppendAsync(Batch batch) => await _thread.RunAsync(() => Append(batch), isUrgent: true);

    /// <summary>Does something with the file between two batches. It should be short: the next batch waits for it.</summary>
    public Task<T> RunAsync<T>(Func<JournalFile, T> chore) => _thread.RunAsync(() => chore(_file));

    /// <summary>Ends it, when what was asked for is done.</summary>
    public void Dispose()
    {
        _thread.Dispose();
        _file.Dispose();
    }

    private Appended Append(Batch batch)
    {
        var time = Timestamp.Later(_time, batch.Time);
        IReadOnlyList<Entry> entries = [.. batch.Wishes.Select((wish, i) => new Entry(_sequence + 1 + i, time, ChatWorld.NewestRules, wish))];
        try
        {
            // The try before may be in the file after all: a sync that failed says nothing of what the device has.
            if (_isUnsure && _file.Find(_sequence + 1) is { } found)
            {
                entries = found;
            }
            else
            {
                _file.Append(entries);
            }
        }
        catch (SqliteException failure)
        {
            return Explain(failure);
        }

        _isUnsure = false;
        (_sequence, _time) = (entries[^1].Sequence, entries[^1].Time);
        return new Appended(AppendResult.Appended, entries);
    }

    private Appended Explain(SqliteException failure)
    {
        if (failure.SqliteErrorCode is not (SQLitePCL.raw.SQLITE_FULL or SQLitePCL.raw.SQLITE_IOERR or SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_CANTOPEN))
        {
            throw SqliteFile.Explain(_file.File.Path, failure);   // damaged, or a mistake of ours: nothing may go on from here
        }

        _file.File.RollBack();
        _isUnsure |= failure.SqliteExtendedErrorCode is SQLitePCL.raw.SQLITE_IOERR_FSYNC or SQLitePCL.raw.SQLITE_IOERR_DIR_FSYNC;
        return new Appended(_isUnsure ? AppendResult.Unknown : AppendResult.Failed, []);
    }
}
