using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Interlude.Host.Storage;
using Interlude.Server;
using Interlude.Tests.Tidy;
using Interlude.World;

namespace Interlude.Tests.Host.Storage;

/// <summary>
/// Files as a program of this format's version 1 has written them: they are read as they were then. Files that are not there are made by
/// <c>UPDATE_GOLDEN=1</c>; those that are there never are again, for a file once written must be read for ever.
/// </summary>
public sealed class StoredFormatsTests : IDisposable
{
    private const int Entries = 400;
    private const int Skipped = 100;
    private const int Snapshot = 300;

    private static readonly string Golden = Path.Combine(RepositoryTree.Root, "tests", "Interlude.Tests", "Golden", "Storage");

    private readonly TemporaryFolder _folder = new();

    public StoredFormatsTests()
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1" && !File.Exists(Path.Combine(Golden, "backup-1.zip")))
        {
            Make();
        }

        ZipFile.ExtractToDirectory(Path.Combine(Golden, "backup-1.zip"), _folder.Path);
    }

    private string Journal => DataDirectory.JournalIn(_folder.Path);

    private string History => DataDirectory.HistoryIn(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_log_is_replayed_to_the_same_digest_at_each_entry()
    {
        var text = new StringBuilder();
        using (var file = JournalFile.Open(Journal, Durability.PowerLoss))
        {
            var (world, skipped) = (new ChatWorld(), file.Skipped().ToHashSet());
            foreach (var entry in file.ReadBatches(1).SelectMany(batch => batch))
            {
                if (skipped.Contains(entry.Sequence))
                {
                    world.Skip(entry);
                }
                else
                {
                    world.Apply(entry, []);
                }

                var digest = Convert.ToHexString(world.Digest());
                text.Append(CultureInfo.InvariantCulture, $"{entry.Sequence} {digest[..16]}\n");
                if (entry.Sequence == Snapshot)
                {
                    Assert.Equal(digest, Convert.ToHexString(file.LoadSnapshot(Snapshot).Digest()));
                }
            }

            Assert.Equal((Entries, Snapshot), (world.Sequence, file.FindSnapshot(long.MaxValue)));
        }

        GoldenText.Check("Storage/digests-1.txt", text.ToString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]   // the log makes it anew
    public async Task A_history_gives_the_same_pages(bool isLost)
    {
        if (isLost)
        {
            File.Delete(History);
        }

        GoldenText.Check("Storage/pages-1.txt", await PagesAsync(_folder.Path));
    }

    [Fact]
    public async Task A_backup_is_verified_and_restored()
    {
        using (var zip = ZipFile.OpenRead(Path.Combine(Golden, "backup-1.zip")))
        {
            Assert.Equal(["journal.db", "history.db"], zip.Entries.Select(entry => entry.FullName));
        }

        var restored = Path.Combine(_folder.Path, "restored");
        Restoration.Run(Path.Combine(Golden, "backup-1.zip"), restored);

        Assert.Equal(2, Verification.Check(restored).Count);
        GoldenText.Check("Storage/pages-1.txt", await PagesAsync(restored));
        using var before = JournalFile.OpenToRead(Journal);
        using var after = JournalFile.OpenToRead(DataDirectory.JournalIn(restored));
        Assert.Equal([.. before.FormerEpochs, new FormerEpoch(before.Epoch, Entries)], after.FormerEpochs);
        Assert.Equal(before.CloakKey.ToArray(), after.CloakKey.ToArray());
    }

    [Theory]
    [InlineData("journal.db")]
    [InlineData("history.db")]
    public void A_backup_of_a_newer_version_is_neither_verified_nor_restored(string name)
    {
        var format = name == "journal.db" ? JournalFile.Format : HistoryFile.Format;
        SqliteFile.BringForward(Journal, JournalFile.Format);
        SqliteFile.BringForward(History, HistoryFile.Format);
        using (var file = SqliteFile.OpenToRead(Path.Combine(_folder.Path, name), format))
        {
            file.Execute($"PRAGMA query_only = OFF; PRAGMA user_version = {format.Version + 1}; PRAGMA wal_checkpoint(TRUNCATE);");
        }

        var backup = Path.Combine(_folder.Path, "newer.zip");
        using (var zip = ZipFile.Open(backup, ZipArchiveMode.Create))
        {
            zip.CreateEntryFromFile(Journal, "journal.db");
            zip.CreateEntryFromFile(History, "history.db");
        }

        var restored = Path.Combine(_folder.Path, "restored");
        var said = $"has version {format.Version + 1} of its format, and this program knows version {format.Version}. It was left as it is; use the program that wrote it, or a newer one.";
        Assert.Contains(said, Assert.Throws<StorageException>(() => Verification.Check(_folder.Path)).Message, StringComparison.Ordinal);
        Assert.Contains(said, Assert.Throws<StorageException>(() => Restoration.Run(backup, restored)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(DataDirectory.JournalIn(restored)) || File.Exists(DataDirectory.HistoryIn(restored)));
    }

    // What is changed here without a new version, old files do not have.
    [Fact]
    public void A_file_is_laid_out_as_its_version_says()
    {
        GoldenText.Check("Storage/schemas.txt", string.Concat(new[] { JournalFile.Format, HistoryFile.Format }.Select(format =>
            string.Create(CultureInfo.InvariantCulture, $"# {format.Name} {format.ApplicationId:X8}, version {format.Version}\n{format.Schema}\n{string.Concat(format.Upgrades.Select(upgrade => upgrade + "\n"))}"))));
    }

    [Fact]
    public void An_old_file_that_was_brought_forward_is_laid_out_like_a_new_one()
    {
        var fresh = Path.Combine(_folder.Path, "fresh.db");
        foreach (var (path, format) in new[] { (Journal, JournalFile.Format), (History, HistoryFile.Format) })
        {
            using var old = SqliteFile.Open(path, format, Durability.PowerLoss);
            using (var made = SqliteFile.Open(fresh, format, Durability.PowerLoss))
            {
                Assert.Equal(LayoutOf(made), LayoutOf(old));
            }

            File.Delete(fresh);
        }
    }

    [Fact]
    public void The_marks_of_progress_are_two_numbers()
    {
        var path = Path.Combine(_folder.Path, "progress");
        foreach (var deadly in new[] { 0x0102030405060708, 9 })
        {
            using var progress = Progress.Open(path);
            progress.Begin(deadly);
        }

        Assert.Equal("0900000000000000" + "0807060504030201", Convert.ToHexString(File.ReadAllBytes(path)));
    }

    // Tables and their columns, by name, kind and key; and what is found by which.
    private static string LayoutOf(SqliteFile file)
    {
        var text = new StringBuilder();
        foreach (var query in (string[])
        [
            "SELECT l.name, l.wr, l.strict, c.name, c.type, c.\"notnull\", c.pk FROM pragma_table_list AS l, pragma_table_xinfo(l.name) AS c WHERE l.schema = 'main' AND l.name NOT LIKE 'sqlite_%' ORDER BY l.name, c.name",
            "SELECT l.name, i.\"unique\", c.seqno, c.name FROM pragma_table_list AS l, pragma_index_list(l.name) AS i, pragma_index_info(i.name) AS c WHERE l.schema = 'main' AND l.name NOT LIKE 'sqlite_%' ORDER BY l.name, i.name, c.seqno",
        ])
        {
            using var command = file.Prepare(query);
            using var row = command.ExecuteReader();
            while (row.Read())
            {
                text.AppendJoin(' ', Enumerable.Range(0, row.FieldCount).Select(row.GetValue)).Append('\n');
            }
        }

        return text.ToString();
    }

    // All that is kept, conversation by conversation, after recovery.
    private static async Task<string> PagesAsync(string data)
    {
        using var file = JournalFile.Open(DataDirectory.JournalIn(data), Durability.PowerLoss);
        using var history = HistoryFile.Open(DataDirectory.HistoryIn(data), Durability.PowerLoss, Assert.Fail);
        Recovery.Run(file, history);
        var conversations = new List<Conversation>();
        var (world, skipped) = (new ChatWorld(), file.Skipped().ToHashSet());
        foreach (var entry in file.ReadBatches(1).SelectMany(batch => batch))
        {
            var events = new List<Event>();
            if (skipped.Contains(entry.Sequence))
            {
                world.Skip(entry);
            }
            else
            {
                world.Apply(entry, events);
            }

            conversations.AddRange(events.SelectMany(happened => happened.KeptIn).Except(conversations));
        }

        Assert.InRange(conversations.Count, 10, Entries);
        var text = new StringBuilder();
        foreach (var conversation in conversations)
        {
            text.Append(CultureInfo.InvariantCulture, $"{conversation}\n");
            var page = await history.ReadAsync(new HistoryQuery
            {
                Parts = [new HistoryPart(conversation, From: 0)],
                Kinds = HistoryKinds.Messages | HistoryKinds.Tags | HistoryKinds.Changes,
                IsFromEnd = true,
                Limit = Entries,
                AsOf = Entries,
            });
            foreach (var item in page!.Items)
            {
                var words = EventText.Of(item.Event with { Audience = Audience.Nobody }, user => $"{user.Sequence}", session => $"{session.Number}");
                text.Append(CultureInfo.InvariantCulture, $"  {item.Sequence}-{item.Index} {item.Time.Milliseconds} {words}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>Makes the files: a log with a snapshot, a former epoch and an entry that is passed over, and its history.</summary>
    private static void Make()
    {
        using var folder = new TemporaryFolder();
        using (var directory = DataDirectory.Open(folder.Path))
        using (var file = JournalFile.Open(directory.Journal, Durability.PowerLoss))
        using (var history = HistoryFile.Open(directory.History, Durability.PowerLoss, Assert.Fail))
        {
            IReadOnlyList<Entry> entries = [.. SmallTalk.Of(160), .. new WorldHistory().Continue(160, Enumerable.Range(0, Entries - 160))];
            foreach (var batch in entries.Take(100).Chunk(7))
            {
                file.Append(batch);
            }

            file.BeginEpoch();
            foreach (var batch in entries.Skip(100).Chunk(9))
            {
                file.Append(batch);
            }

            file.Skip(Skipped);
            var world = new ChatWorld();
            foreach (var entry in entries.Take(Snapshot))
            {
                if (entry.Sequence == Skipped)
                {
                    world.Skip(entry);
                }
                else
                {
                    world.Apply(entry, []);
                }
            }

            var snapshot = new ArrayBufferWriter<byte>();
            world.WriteSnapshot(snapshot);
            var chunks = snapshot.WrittenMemory.ToArray().Chunk(4096).ToArray();
            foreach (var (number, chunk) in chunks.Index())
            {
                file.AddChunk(Snapshot, number, chunk);
            }

            file.FinishSnapshot(Snapshot, chunks.Length, SHA256.HashData(snapshot.WrittenSpan));
            Recovery.Run(file, history);
        }

        Directory.CreateDirectory(Golden);
        BackupFile.Write(folder.Path, Path.Combine(Golden, "backup-1.zip"));
    }
}
