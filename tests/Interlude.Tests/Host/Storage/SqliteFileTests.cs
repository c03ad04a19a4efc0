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
        var before = System.IO.File.ReadAllBytes(File);

        var thrown = Assert.Throws<StorageException>(() => SqliteFile.Open(File, First, Durability.PowerLoss));

        Assert.Equal(
            $"the file \"{File}\" has version 3 of its format, and this program knows version 1. It was left as it is; "
            + "use the program that wrote it, or a newer one.",
            thrown.Message);
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void A_file_of_another_kind_is_refused_and_left_as_it_is()
    {
        SqliteFile.Open(File, First, Durability.PowerLoss).Dispose();
        var before = System.IO.File.ReadAllBytes(File);

        var thrown = Assert.Throws<StorageException>(() => SqliteFile.Open(File, JournalFile.Format, Durability.PowerLoss));

        Assert.Equal($"the file \"{File}\" is no journal of Interlude. It was left as it is; choose another directory with --data.", thrown.Message);
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void What_is_no_database_is_reported_and_left_as_it_is()
    {
        System.IO.File.WriteAllText(File, new string('x', 10_000));

        var thrown = Assert.Throws<StorageException>(() => SqliteFile.Open(File, First, Durability.PowerLoss));

        Assert.StartsWith($"the file \"{File}\" is damaged (", thrown.Message, StringComparison.Ordinal);
        Assert.EndsWith("\"interlude restore BACKUP --data DIR\" makes a new data directory of a backup.", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(new string('x', 10_000), System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void Nothing_is_made_by_looking()
    {
        var thrown = Assert.Throws<StorageException>(() => SqliteFile.OpenToRead(File, First));

        Assert.Equal($"there is no file \"{File}\".", thrown.Message);
        Assert.False(System.IO.File.Exists(File));
    }
}
