using System.IO.Compression;
using Microsoft.Data.Sqlite;

namespace Interlude.Host.Storage;

/// <summary>A backup: a ZIP file with a copy of each file of a data directory, each by itself whole, and together fit to be begun with.</summary>
/// <remarks>
/// The history is copied first and may be older than the log, never newer: recovery makes up for it. It is copied as of one moment, so its
/// WAL grows meanwhile by what is said. The log is copied in pieces up to the entry that is its last when that begins; nothing in it
/// changes, so they fit.
/// </remarks>
internal static class BackupFile
{
    private const UnixFileMode OwnerReadsAndWrites = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a backup. Whoever writes the files meanwhile must not forget anything of the log, and waits for nothing.</summary>
    /// <param name="directory">The data directory.</param>
    /// <param name="target">The file to make; nothing is overwritten. It appears when it is complete.</param>
    /// <param name="between">Called between two pieces of the log, while nothing is held.</param>
    /// <exception cref="StorageException">It cannot be made.</exception>
    public static void Write(string directory, string target, Action? between = null)
    {
        if (Path.Exists(target))
        {
            throw new StorageException($"there is a \"{target}\" already, which is left alone. Name a file that is not there yet.");
        }

        try
        {
            // A name of its own, so that what is cleared away is what was made here.
            var beside = Directory.CreateDirectory($"{target}.{Guid.NewGuid():N}.part");
            try
            {
                Make(directory, beside.FullName, target, between);
            }
            finally
            {
                beside.Delete(recursive: true);
            }
        }
        catch (SqliteException failure)
        {
            throw new StorageException($"the backup \"{target}\" cannot be made: {SqliteFile.Sentence(failure)}.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"the backup \"{target}\" cannot be made: {failure.Message}", failure);
        }
    }

    /// <summary>Puts the files of a backup into a directory that is there, where none of them is yet, and brings them forward if they are older.</summary>
    /// <exception cref="StorageException">It is no backup, or of a newer version, or it cannot be done.</exception>
    public static void Extract(string backup, string directory)
    {
        Unpack(backup, directory);
        SqliteFile.BringForward(DataDirectory.JournalIn(directory), JournalFile.Format);
        SqliteFile.BringForward(DataDirectory.HistoryIn(directory), HistoryFile.Format);
    }

    private static void Unpack(string backup, string directory)
    {
        try
        {
            using var zip = ZipFile.OpenRead(backup);
            foreach (var path in (string[])[DataDirectory.JournalIn(directory), DataDirectory.HistoryIn(directory)])
            {
                var entry = zip.GetEntry(Path.GetFileName(path)) ?? throw new InvalidDataException($"there is no {Path.GetFileName(path)} in it");
                using var content = entry.Open();
                using var file = Create(path);
                content.CopyTo(file);
                file.Flush(flushToDisk: true);
            }
        }
        catch (InvalidDataException fault)
        {
            throw new StorageException($"the file \"{backup}\" is no whole backup of Interlude: {fault.Message.TrimEnd('.')}.", fault);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"the backup \"{backup}\" cannot be read into \"{directory}\": {failure.Message}", failure);
        }
    }

    private static void Make(string directory, string beside, string target, Action? between)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(beside, OwnerReadsAndWrites | UnixFileMode.UserExecute);
        }

        CopyHistory(DataDirectory.HistoryIn(directory), DataDirectory.HistoryIn(beside));
        CopyLog(DataDirectory.JournalIn(directory), DataDirectory.JournalIn(beside), between);
        var complete = Path.Combine(beside, "backup");
        using (var file = Create(complete))
        {
            using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            {
                zip.CreateEntryFromFile(DataDirectory.JournalIn(beside), "journal.db", CompressionLevel.Fastest);
                zip.CreateEntryFromFile(DataDirectory.HistoryIn(beside), "history.db", CompressionLevel.Fastest);
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(complete, target, overwrite: false);
        DirectorySync.Run(Path.GetDirectoryName(Path.GetFullPath(target))!);
    }

    private static void CopyHistory(string from, string to)
    {
        using var file = SqliteFile.OpenToRead(from, HistoryFile.Format);
        file.Execute("PRAGMA query_only = OFF");   // the copy is written
        using var copy = file.Prepare("VACUUM INTO $to", "$to");
        copy.Parameters[0].Value = to;
        copy.ExecuteNonQuery();
    }

    private static void CopyLog(string from, string to, Action? between)
    {
        SqliteFile.Open(to, JournalFile.Format, Durability.ProcessCrash).Dispose();
        using var log = JournalFile.OpenToRead(from);
        var file = log.File;
        file.Execute("PRAGMA query_only = OFF");   // the copy is written
        using (var attach = file.Prepare("ATTACH $to AS copy", "$to"))
        {
            attach.Parameters[0].Value = to;
            attach.ExecuteNonQuery();
        }

        file.Execute("PRAGMA copy.journal_mode = OFF; PRAGMA copy.synchronous = OFF;");   // it is made anew if this ends early
        var last = log.LastSequence;
        CopyRows("""
            INSERT INTO copy.batch SELECT * FROM main.batch
            WHERE first > coalesce((SELECT max(first) FROM copy.batch), 0) AND last <= $last ORDER BY first LIMIT 256
            """);
        CopyRows("""
            INSERT INTO copy.chunk SELECT * FROM main.chunk
            WHERE (sequence, number) > (SELECT coalesce(max(sequence), 0), coalesce(max(number), 0) FROM
                (SELECT sequence, number FROM copy.chunk ORDER BY sequence DESC, number DESC LIMIT 1))
                AND sequence IN (SELECT sequence FROM main.snapshot WHERE sequence <= $last) ORDER BY sequence, number LIMIT 64
            """);
        file.Execute("""
            INSERT INTO copy.snapshot SELECT * FROM main.snapshot WHERE sequence IN (SELECT sequence FROM copy.chunk);
            INSERT INTO copy.meta SELECT * FROM main.meta;
            INSERT INTO copy.skipped SELECT * FROM main.skipped;
            """);

        void CopyRows(string statement)
        {
            using var copy = file.Prepare(statement, "$last");
            copy.Parameters[0].Value = last;
            while (copy.ExecuteNonQuery() > 0)
            {
                between?.Invoke();
            }
        }
    }

    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerReadsAndWrites;
        }

        return new FileStream(path, options);
    }
}
