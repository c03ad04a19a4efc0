using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Interlude.Host.Storage;

/// <summary>
/// A statement that is run for each thing that happens: its values are bound as they are, without boxes and objects between, which
/// cost more than SQLite itself. On the thread that owns the file.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="text">One statement, with its parameters in the order of their numbers: ?1, ?2.</param>
internal sealed class SqliteStatement(SqliteFile file, string text) : IDisposable
{
    private sqlite3_stmt? _statement;

    private sqlite3_stmt Statement => _statement ??= Compile();

    /// <summary>Sets a parameter, counted from 1; it stays set.</summary>
    /// <exception cref="SqliteException">SQLite will not have it.</exception>
    public void Bind(int parameter, long value) => Check(raw.sqlite3_bind_int64(Statement, parameter, value));

    /// <summary>Sets a parameter to text.</summary>
    public void Bind(int parameter, string value) => Check(raw.sqlite3_bind_text(Statement, parameter, value));

    /// <summary>Sets a parameter to bytes, which SQLite copies.</summary>
    public void Bind(int parameter, ReadOnlySpan<byte> value) => Check(raw.sqlite3_bind_blob(Statement, parameter, value));

    /// <summary>Runs it.</summary>
    /// <exception cref="SqliteException">It failed, as another way of running it would.</exception>
    public void Run() => Step();

    /// <summary>Runs it.</summary>
    /// <returns>The number that it gives first; null if it gives none.</returns>
    /// <exception cref="SqliteException">It failed.</exception>
    public long? Ask() => Step();

    public void Dispose() => _statement?.Dispose();

    private sqlite3_stmt Compile()
    {
        Check(raw.sqlite3_prepare_v3(file.Connection.Handle, text, raw.SQLITE_PREPARE_PERSISTENT, out var statement));
        return statement;
    }

    // All rows, so that it ends as one that has done its work; the first counts.
    private long? Step()
    {
        long? first = null;
        int result;
        while ((result = raw.sqlite3_step(Statement)) == raw.SQLITE_ROW)
        {
            first ??= raw.sqlite3_column_int64(Statement, 0);
        }

        try
        {
            if (result != raw.SQLITE_DONE)
            {
                Check(result);
            }
        }
        finally
        {
            raw.sqlite3_reset(Statement);   // says again what step has said
        }

        return first;
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, file.Connection.Handle);
        }
    }
}
