using Interlude.Host.Storage;

namespace Interlude.Tests.EndToEnd;

/// <summary>A backup of a running server, looking whether it is whole, and beginning again from it.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Data => Path.Combine(_folder.Path, "data");

    private string File => Path.Combine(_folder.Path, "backup.zip");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_backup_of_a_running_server_holds_what_was_said_and_can_be_gone_on_from()
    {
        await using (var serve = ChildProcess.Interlude("serve", "--data", Data, "--listen", "plain://127.0.0.1:0"))
        {
            var port = await serve.ReadPortAsync();
            using var ana = await Person.ArriveAsync(port, "ana");
            using var bob = await Person.ArriveAsync(port, "bob");
            await SayAsync(ana, bob, "before");

            Assert.Equal((0, $"The backup is in \"{File}\".\n", ""), await RunAsync("backup", File, "--data", Data));
            await SayAsync(ana, bob, "after");
            Assert.Equal(0, (await RunAsync("verify", Data)).Code);
            serve.Terminate();
            await serve.WaitForExitAsync();
        }

        var (code, whole, _) = await RunAsync("verify", File);
        Assert.Equal(0, code);
        Assert.Matches("journal.db\" is whole: entries 1 to [0-9]+, 0 snapshots; epoch [a-z0-9]{8}.\n.*history.db\" is whole: up to entry [0-9]+, [0-9]+ items.\n$", whole);

        var restored = Path.Combine(_folder.Path, "restored");
        Assert.Equal((0, $"The data are restored; start the server with --data \"{restored}\".\n", ""), await RunAsync("restore", File, "--data", restored));
        using (var old = JournalFile.OpenToRead(DataDirectory.JournalIn(Data)))
        using (var anew = JournalFile.OpenToRead(DataDirectory.JournalIn(restored)))
        {
            Assert.NotEqual(old.Epoch, anew.Epoch);
        }

        Assert.Equal(["before"], KeptHistory.Read(restored, "power-loss").Keys);
        await using var again = ChildProcess.Interlude("serve", "--data", restored, "--listen", "plain://127.0.0.1:0");
        using var cyd = await Person.ArriveAsync(await again.ReadPortAsync(), "cyd");
    }

    [Fact]
    public async Task A_backup_of_data_that_nobody_uses_is_made_too()
    {
        MakeData();

        Assert.Equal((0, $"The backup is in \"{File}\".\n", ""), await RunAsync("backup", File, "--data", Data));
        Assert.Equal(0, (await RunAsync("verify", File)).Code);
    }

    [Fact]
    public async Task Nothing_is_overwritten()
    {
        MakeData();
        System.IO.File.WriteAllText(File, "mine");

        Assert.Equal(
            (1, "", $"interlude backup: there is a \"{File}\" already, which is left alone. Name a file that is not there yet.\n"),
            await RunAsync("backup", File, "--data", Data));
        Assert.Equal(
            (1, "", $"interlude restore: \"{Data}\" is not an empty directory, and nothing is overwritten. Name another with --data.\n"),
            await RunAsync("restore", File, "--data", Data));
        Assert.Equal("mine", System.IO.File.ReadAllText(File));
    }

    [Fact]
    public async Task What_is_no_backup_leaves_nothing_behind()
    {
        System.IO.File.WriteAllText(File, "no ZIP");
        var restored = Path.Combine(_folder.Path, "restored");

        var (code, _, error) = await RunAsync("restore", File, "--data", restored);

        Assert.Equal(1, code);
        Assert.Matches($"^interlude restore: the file \"{File}\" is no whole backup of Interlude: [^\n]+\n$", error);
        Assert.False(System.IO.File.Exists(DataDirectory.JournalIn(restored)));
    }

    [Fact]
    public async Task Damage_is_found_and_said_and_the_server_does_not_start()
    {
        MakeData();
        var journal = DataDirectory.JournalIn(Data);
        using (var file = JournalFile.Open(journal, Durability.PowerLoss))
        {
            file.File.Execute("UPDATE batch SET checksum = checksum + 1 WHERE first = 8");
        }

        var said = $"the file \"{journal}\" is damaged (entries 8 to 14 are not as they were written). It was left as it is. "
            + "\"interlude verify\" says more; \"interlude restore BACKUP --data DIR\" makes a new data directory of a backup.\n";
        Assert.Equal((1, "", $"interlude verify: {said}"), await RunAsync("verify", Data));
        Assert.Equal((1, "", $"interlude serve: {said}"), await RunAsync("serve", "--data", Data, "--listen", "plain://127.0.0.1:0"));
    }

    [Fact]
    public async Task Where_nothing_is_nothing_is_made()
    {
        Assert.Equal(
            (1, "", $"interlude backup: there are no data in \"{Data}\". Say where they are with --data.\n"),
            await RunAsync("backup", File, "--data", Data));
        Assert.Equal((1, "", $"interlude verify: the backup \"{Data}\" cannot be read"), await FirstWordsAsync("verify", Data));
        Assert.False(Directory.Exists(Data));
    }

    private static async Task<(int, string, string)> FirstWordsAsync(params string[] arguments)
    {
        var (code, output, error) = await RunAsync(arguments);
        return (code, output, error[..error.IndexOf(" into ", StringComparison.Ordinal)]);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        await using var program = ChildProcess.Interlude(arguments);
        var output = program.ReadToEndAsync();
        var (code, error) = await program.WaitForExitAsync();
        return (code, await output, error);
    }

    private static async Task SayAsync(Person person, Person listener, string text)
    {
        await person.WriteAsync(text + "\n");
        await listener.ReadUntilAsync($"<ana> {text}");
    }

    private void MakeData()
    {
        using var directory = DataDirectory.Open(Data);
        using var file = JournalFile.Open(directory.Journal, Durability.PowerLoss);
        foreach (var batch in new WorldHistory().Continue(0, Enumerable.Range(0, 30)).Chunk(7))
        {
            file.Append(batch);
        }

        using var history = HistoryFile.Open(directory.History, Durability.PowerLoss, Assert.Fail);
        Recovery.Run(file, history);
    }
}
