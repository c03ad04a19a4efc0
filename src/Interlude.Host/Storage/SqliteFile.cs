using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Interlude.Host.Storage;

/// <summary>A file of SQLite that is ours: of one kind and of a version that this code knows. Owned by one thread at a time.</summary>
/// <remarks>
/// It is in WAL mode, so that a transaction is in it whole or not at all after any crash, and others can read beside the one
/// who writes. Nothing is checkpointed by itself: that is asked for where nobody waits. What is deleted is overwritten.
/// </remarks>
internal sealed class SqliteFile : IDisposable
{
    // A WAL that has grown beyond it for a while is cut down again.
    private const int MaxIdleWalBytes = 16 << 20;

    private const int ConfigMemStatus = 9;   // SQLITE_CONFIG_MEMSTATUS, whose counting takes a lock at each allocation

    // Milliseconds. SQLite itself waits so long, in statements of our own and in commands; the loop of a command, which would begin
    // anew and cannot be turned off (0 is for ever), then finds its time over.
    private const int BusyTimeout = 1000;

    private SqliteFile(string path, SqliteConnection connection) => (Path, Connection) = (path, connection);

    public string Path { get; }

    public SqliteConnection Connection { get; }

    /// <summary>What a commit survives.</summary>
    public Durability Durability { get; private set; } = Durability.None;

    /// <summary>
    /// Opens a file, and makes it if there is none or nothing in it. What is refused is left as it was, byte for byte. If it has a WAL,
    /// closing leaves that alone, unless the file was accepted.
    /// </summary>
    /// <param name="path">Of the file; what is made is for its owner alone. Nobody else opens it meanwhile.</param>
    /// <param name="format">What it must be.</param>
    /// <param name="durability">What a commit survives.</param>
    /// <exception cref="StorageException">It is damaged, of another kind, of a newer version, or cannot be used.</exception>
    public static SqliteFile Open(string path, SqliteFormat format, Durability durability)
    {
        if (new FileInfo(path) is not { Exists: true, Length: > 0 })
        {
            Make(path, format);
        }

        var hadIndex = File.Exists(path + "-shm");
        SqliteFile file;
        try
        {
            file = OpenChecked(path, format);
        }
        catch (StorageException) when (!hadIndex)
        {
            File.Delete(path + "-shm");   // made by looking at its WAL
            throw;
        }

        return Checked(file, () =>
        {
            file.Execute("PRAGMA journal_mode = WAL");
            file.Execute("PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON; PRAGMA secure_delete = ON;");
            file.Execute("PRAGMA wal_autocheckpoint = 0");
            file.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA journal_size_limit = {MaxIdleWalBytes}"));
            file.Check(format, version => file.Upgrade(format, version));
            file.Durability = durability;
            if (durability != Durability.PowerLoss)
            {
                file.Execute("PRAGMA synchronous = NORMAL");
            }
        });
    }

    /// <summary>Makes one in memory, of which nothing is left when it is closed.</summary>
    public static SqliteFile OpenInMemory(SqliteFormat format)
    {
        var file = Connect(":memory:", SqliteOpenMode.Memory);
        return Checked(file, () => file.Execute(format.Schema));
    }

    /// <summary>Opens a file that is there, to look at it, whoever writes it meanwhile.</summary>
    /// <exception cref="StorageException">As for <see cref="Open"/>, or there is none.</exception>
    public static SqliteFile OpenToRead(string path, SqliteFormat format)
    {
        if (!File.Exists(path))
        {
            throw new StorageException($"there is no file \"{path}\".");
        }

        var file = OpenChecked(path, format);   // to write: a reader writes the index of the WAL
        return Checked(file, () =>
        {
            file.Execute("PRAGMA query_only = ON; PRAGMA wal_autocheckpoint = 0;");
            file.Check(format, version => throw new StorageException(string.Create(
                CultureInfo.InvariantCulture,
                $"the file \"{path}\" has version {version} of its format, which \"interlude serve\" brings to version {format.Version}; start it once.")));
        });
    }

    /// <summary>Brings a file forward that is of an older version. It may be written: a copy that nobody else has.</summary>
    /// <exception cref="StorageException">As for <see cref="Open"/>, or there is nothing in it.</exception>
    public static void BringForward(string path, SqliteFormat format)
    {
        OpenChecked(path, format).Dispose();   // or an empty one would become a new one
        Open(path, format, Durability.PowerLoss).Dispose();
    }

    /// <summary>A statement, or several.</summary>
    public void Execute(string statements)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = statements;
        command.ExecuteNonQuery();
    }

    /// <summary>A statement to be used often, with its parameters in the order of their names in it.</summary>
    public SqliteCommand Prepare(string statement, params string[] parameters)
    {
        var command = Connection.CreateCommand();
        command.CommandText = statement;
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
        }

        return command;
    }

    /// <summary>The number that a query gives; null for none or NULL.</summary>
    public long? Ask(string query)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = query;
        return command.ExecuteScalar() is long number ? number : null;
    }

    /// <summary>What SQLite has named the row that was put in last, in a table that leaves this to it.</summary>
    public long LastId => SQLitePCL.raw.sqlite3_last_insert_rowid(Connection.Handle);

    /// <summary>Does all of it or nothing.</summary>
    public void Transact(Action work)
    {
        Execute("BEGIN IMMEDIATE");
        try
        {
            work();
            Execute("COMMIT");
        }
        catch
        {
            RollBack();
            throw;
        }
    }

    /// <summary>What is in it has been looked through: closing may move its WAL into it.</summary>
    public void Accept() => MoveWalOnClose(true);

    /// <summary>Looks at several things as of one moment. It should be short: until it is over no WAL begins anew.</summary>
    public void Look(Action look)
    {
        Execute("BEGIN");
        try
        {
            look();
        }
        finally
        {
            RollBack();
        }
    }

    /// <summary>Does something whose commit need not survive a loss of power. What is committed later survives only together with it.</summary>
    public void WithoutSync(Action work)
    {
        if (Durability != Durability.PowerLoss)
        {
            work();
            return;
        }

        Execute("PRAGMA synchronous = NORMAL");
        try
        {
            work();
        }
        finally
        {
            Execute("PRAGMA synchronous = FULL");
        }
    }

    /// <summary>Does all of it or nothing, and it survives a loss of power with all that was done before, whatever other commits survive.</summary>
    public void TransactSynced(Action work)
    {
        var level = Ask("PRAGMA synchronous");
        Execute("PRAGMA synchronous = FULL");
        try
        {
            Transact(work);
        }
        finally
        {
            Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA synchronous = {level}"));
        }
    }

    /// <summary>After a statement that failed: SQLite has rolled back by itself, or is asked to.</summary>
    public void RollBack()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(Connection.Handle) == 0)
        {
            Execute("ROLLBACK");
        }
    }

    /// <summary>Moves what is in the WAL into the file, as far as that goes without anybody waiting.</summary>
    /// <returns>Whether nothing is left there, so that the next commit begins it anew.</returns>
    public bool Checkpoint() => Checkpoint(out _);

    /// <summary>The same.</summary>
    /// <param name="frames">How many pages stand in the WAL, moved or not.</param>
    public bool Checkpoint(out long frames)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(PASSIVE)";
        using var row = command.ExecuteReader();
        frames = row.Read() ? row.GetInt64(1) : 0;
        return row.GetInt64(0) == 0 && frames == row.GetInt64(2);
    }

    /// <summary>How many pages this connection has written since this was last asked: into the WAL, for a file.</summary>
    public long TakePagesWritten()
    {
        SQLitePCL.raw.sqlite3_db_status(Connection.Handle, SQLitePCL.raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, resetFlg: 1);
        return pages;
    }

    public void Dispose() => Connection.Dispose();

    /// <summary>Whether a failure may be over later, so that trying again is of use: no room, a device's error, another program's lock.</summary>
    public static bool MayPass(SqliteException failure) => failure.SqliteErrorCode is
        SQLitePCL.raw.SQLITE_FULL or SQLitePCL.raw.SQLITE_IOERR or SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_CANTOPEN;

    /// <summary>What to say of a file that failed, other than for want of room.</summary>
    public static StorageException Explain(string path, SqliteException failure) => failure.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB => Damaged(path, failure.Message, failure),
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => new StorageException(
            $"the file \"{path}\" is in use by another program. Stop that, and try again.", failure),
        _ => new StorageException($"the file \"{path}\" cannot be used: {failure.Message}", failure),
    };

    /// <summary>What a medium has done, for people.</summary>
    public static string Sentence(SqliteException failure) => failure.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_FULL => "the disk is full",
        SQLitePCL.raw.SQLITE_IOERR => "the disk reported an error",
        SQLitePCL.raw.SQLITE_BUSY => "another program holds the file",
        _ => failure.Message,
    };

    /// <summary>What to say of a file that is damaged. It is left as it is.</summary>
    public static StorageException Damaged(string path, string what, Exception? cause = null) => new(
        $"the file \"{path}\" is damaged ({what.TrimEnd('.')}). It was left as it is. \"interlude verify\" says more; "
        + "\"interlude restore BACKUP --data DIR\" makes a new data directory of a backup.", cause!);

    private static SqliteFile Connect(string path, SqliteOpenMode mode, string? address = null)
    {
        SQLitePCL.Batteries_V2.Init();
        SQLitePCL.raw.sqlite3_config(ConfigMemStatus, 0);   // nobody asks how much memory it has; once it has begun, this changes nothing
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = address ?? path,
            Mode = mode,
            Pooling = false,   // closed is closed
            DefaultTimeout = BusyTimeout / 1000,
        }.ToString());
        try
        {
            connection.Open();
            SQLitePCL.raw.sqlite3_busy_timeout(connection.Handle, BusyTimeout);
            return new SqliteFile(path, connection);
        }
        catch (SqliteException failure)
        {
            connection.Dispose();
            throw Explain(path, failure);
        }
    }

    private static SqliteFile Checked(SqliteFile file, Action check)
    {
        try
        {
            check();
            return file;
        }
        catch (SqliteException failure)
        {
            file.Dispose();
            throw Explain(file.Path, failure);
        }
        catch (StorageException)
        {
            file.Dispose();
            throw;
        }
    }

    // Under another name, so that there is never a file of ours that does not say what it is.
    private static void Make(string path, SqliteFormat format)
    {
        var beside = path + ".new";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;   // the WAL gets the same
            }

            new FileStream(beside, options).Dispose();
            var file = Connect(beside, SqliteOpenMode.ReadWrite);
            Checked(file, () => file.Transact(() =>
            {
                file.Execute(format.Schema);
                file.Execute(string.Create(
                    CultureInfo.InvariantCulture, $"PRAGMA application_id = {format.ApplicationId}; PRAGMA user_version = {format.Version};"));
            })).Dispose();
            File.Delete(path + "-wal");   // of a file that was taken away
            File.Move(beside, path, overwrite: true);   // an empty one at most
            DirectorySync.Run(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"the file \"{path}\" cannot be used: {failure.Message}", failure);
        }
    }

    // Only what is ours is opened so that anything can be written, and closing moves no WAL into what has not been accepted.
    private static SqliteFile OpenChecked(string path, SqliteFormat format)
    {
        var hasWal = new FileInfo(path + "-wal") is { Exists: true, Length: > 0 };
        if (!hasWal)
        {
            // As if nobody could change it: SQLite takes no lock and makes no file.
            var address = $"file:{Uri.EscapeDataString(System.IO.Path.GetFullPath(path)).Replace("%2F", "/", StringComparison.Ordinal)}?immutable=1";
            Looked(Connect(path, SqliteOpenMode.ReadOnly, address), format).Dispose();
        }

        var file = Connect(path, SqliteOpenMode.ReadWrite);
        file.MoveWalOnClose(!hasWal);
        return Looked(file, format);
    }

    private static SqliteFile Looked(SqliteFile file, SqliteFormat format) => Checked(file, () =>
    {
        file.Check(format, _ => { });
        file.Ask("SELECT count(*) FROM sqlite_schema");
    });

    private void MoveWalOnClose(bool isOn) =>
        SQLitePCL.raw.sqlite3_db_config(Connection.Handle, SQLitePCL.raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, isOn ? 0 : 1, out _);

    private void Check(SqliteFormat format, Action<int> isOlder)
    {
        if (Ask("PRAGMA application_id") != format.ApplicationId)
        {
            throw new StorageException($"the file \"{Path}\" is no {format.Name} of Interlude. It was left as it is; choose another directory with --data.");
        }

        var version = (int)Ask("PRAGMA user_version")!.Value;
        if (version > format.Version)
        {
            throw new StorageException(string.Create(
                CultureInfo.InvariantCulture,
                $"the file \"{Path}\" has version {version} of its format, and this program knows version {format.Version}. It was left as it is; use the program that wrote it, or a newer one."));
        }

        if (version < format.Version)
        {
            isOlder(version);
        }
    }

    private void Upgrade(SqliteFormat format, int version) => Transact(() =>
    {
        for (; version < format.Version; version++)
        {
            Execute(format.Upgrades[version - 1]);
        }

        Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version}"));
    });
}
