using Interlude.Host.Storage;

namespace Interlude.Tests.Host.Storage;

public sealed class SqliteFileTests : IDisposable
{
    private static readonly SqliteFormat First = new("test", 77, "CREATE TABLE a (x)");
    private static readonly SqliteFormat Third = new("test", 77, "CREATE TABLE a (x, y, z)", "ALTER TABLE a ADD COLUMN y", "ALTER TABLE a ADD COLUMN z");

    private readonly TemporaryFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "file.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_is_made_for_its_owner_alone_and_so_is_its_log()
    {
        using var file = SqliteFile.Open(File, First, Durability.PowerLoss);

        if (!OperatingSystem.IsWindows())
        {
            foreach (var path in Directory.GetFiles(_folder.Path))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(path));
            }
        }
    }

    [Theory]
    [InlineData(0, 2)]   // FULL
    [InlineData(1, 1)]   // NORMAL
    public void What_a_commit_survives_is_what_was_asked_for(int durability, long synchronous)
    {
        using var file = SqliteFile.Open(File, First, (Durability)durability);

        Assert.Equal(synchronous, file.Ask("PRAGMA synchronous"));
    }

    [Fact]
    public void An_older_file_is_brought_forward_with_what_is_in_it()
    {
        using (var old = SqliteFile.Open(File, First, Durability.PowerLoss))
        {
            old.Execute("INSERT INTO a VALUES (5)");
        }

        using var file = SqliteFile.Open(File, Third, Durability.PowerLoss);

        Assert.Equal(3, file.Ask("PRAGMA user_version"));
        Assert.Equal(5, file.Ask("SELECT x FROM a WHERE y IS NULL AND z IS NULL"));
    }

    [Fact]
    public void A_newer_file_is_refused_and_left_as_it_is()
    {
        SqliteFile.Open(File, Third, Durability.PowerLoss).Dispose();

        Assert.Equal(
            $"the file \"{File}\" has version 3 of its format, and this program knows version 1. It was left as it is; "
            + "use the program that wrote it, or a newer one.",
            Refusal(First));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_newer_file_is_left_as_it_is_with_what_its_WAL_holds(bool hasIndex)
    {
        Crash(() => SqliteFile.Open(File, Third, Durability.PowerLoss), hasIndex);

        Assert.Contains("has version 3 of its format", Refusal(First), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE")]
    [InlineData("WAL")]
    public void A_file_of_another_kind_is_refused_and_left_as_it_is(string mode)
    {
        MakeForeign(mode).Dispose();

        Assert.Equal($"the file \"{File}\" is no test of Interlude. It was left as it is; choose another directory with --data.", Refusal(First));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void So_is_one_that_has_a_WAL(bool hasIndex)
    {
        Crash(() => MakeForeign("WAL"), hasIndex);

        Assert.Contains("is no test of Interlude", Refusal(First), StringComparison.Ordinal);
    }

    [Fact]
    public void So_is_the_other_of_the_two_kinds()
    {
        SqliteFile.Open(File, JournalFile.Format, Durability.PowerLoss).Dispose();

        Assert.Contains("is no history of Interlude", Refusal(HistoryFile.Format), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_database_is_reported_and_left_as_it_is()
    {
        System.IO.File.WriteAllText(File, new string('x', 10_000));

        AssertDamaged();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(4096)]
    [InlineData(5000)]
    public void A_file_that_was_cut_is_reported_and_left_as_it_is(int length)
    {
        MakeLarge();
        using (var file = System.IO.File.OpenWrite(File))
        {
            file.SetLength(length);
        }

        Refusal(First);
    }

    [Theory]
    [InlineData(16)]    // how large pages are
    [InlineData(100)]   // the kind of page
    [InlineData(108)]   // where its first cell is
    public void A_file_whose_first_page_is_damaged_is_reported_and_left_as_it_is(int at)
    {
        MakeLarge();
        using (var file = System.IO.File.OpenWrite(File))
        {
            file.Position = at;
            file.WriteByte(0xEE);
        }

        AssertDamaged();
    }

    [Fact]
    public void What_stands_in_the_WAL_alone_is_there_after_a_crash()
    {
        Crash(() => SqliteFile.Open(File, First, Durability.PowerLoss), hasIndex: false);

        using var file = SqliteFile.Open(File, First, Durability.PowerLoss);

        Assert.Equal(5, file.Ask("SELECT x FROM a"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_that_was_being_made_is_made_anew(bool isEmpty)
    {
        System.IO.File.WriteAllText(File + ".new", "half of it");
        if (isEmpty)
        {
            System.IO.File.WriteAllBytes(File, []);
        }

        using var file = SqliteFile.Open(File, First, Durability.PowerLoss);

        Assert.Equal(0, file.Ask("SELECT count(*) FROM a"));
        Assert.False(System.IO.File.Exists(File + ".new"));
    }

    [Fact]
    public void Nothing_is_made_by_looking()
    {
        var thrown = Assert.Throws<StorageException>(() => SqliteFile.OpenToRead(File, First));

        Assert.Equal($"there is no file \"{File}\".", thrown.Message);
        Assert.False(System.IO.File.Exists(File));
    }

    // A crash, as far as files go: they are as they were while somebody had them open.
    private void Crash(Func<SqliteFile> open, bool hasIndex)
    {
        using (var file = open())
        {
            file.Execute("INSERT INTO a (x) VALUES (5)");
            foreach (var path in Directory.GetFiles(_folder.Path))
            {
                System.IO.File.Copy(path, path + ".copy");
            }
        }

        foreach (var path in Directory.GetFiles(_folder.Path, "*.copy"))
        {
            System.IO.File.Move(path, path[..^".copy".Length], overwrite: true);
        }

        Assert.InRange(new FileInfo(File + "-wal").Length, 1, long.MaxValue);
        if (!hasIndex)
        {
            System.IO.File.Delete(File + "-shm");
        }
    }

    private SqliteFile MakeForeign(string mode)
    {
        var foreign = new SqliteFormat("foreign", 12, "CREATE TABLE a (x)");
        var file = SqliteFile.Open(File, foreign, Durability.PowerLoss);
        file.Execute($"PRAGMA journal_mode = {mode}; PRAGMA application_id = 0; PRAGMA user_version = 0;");
        return file;
    }

    private void MakeLarge()
    {
        using var file = SqliteFile.Open(File, First, Durability.PowerLoss);
        file.Execute("INSERT INTO a VALUES (randomblob(100000))");
    }

    private void AssertDamaged()
    {
        var refusal = Refusal(First);
        Assert.StartsWith($"the file \"{File}\" is damaged (", refusal, StringComparison.Ordinal);
        Assert.EndsWith("\"interlude restore BACKUP --data DIR\" makes a new data directory of a backup.", refusal, StringComparison.Ordinal);
    }

    /// <summary>What is said of the file, of which not a byte changes, nor what lies beside it.</summary>
    private string Refusal(SqliteFormat format)
    {
        var before = Files();
        var refusal = Assert.Throws<StorageException>(() => SqliteFile.Open(File, format, Durability.PowerLoss)).Message;
        Assert.Equal(before, Files());
        if (!before.Keys.Any(path => path.EndsWith("-wal", StringComparison.Ordinal)) || before.Keys.Any(path => path.EndsWith("-shm", StringComparison.Ordinal)))
        {
            Assert.Equal(refusal, Assert.Throws<StorageException>(() => SqliteFile.OpenToRead(File, format)).Message);
            Assert.Equal(before, Files());
        }

        return refusal;
    }

    // The index of a WAL is written by whoever reads it.
    private SortedDictionary<string, string> Files() => new(Directory.GetFiles(_folder.Path).ToDictionary(
        path => path, path => path.EndsWith("-shm", StringComparison.Ordinal) ? "" : Convert.ToHexString(System.IO.File.ReadAllBytes(path))));
}
