using System.Globalization;

namespace Interlude.Tests.EndToEnd;

/// <summary>
/// A disk that has no room. What stands in for it is the kernel's limit on the size of a file, which needs no rights and can
/// be lifted while the program runs.
/// </summary>
public class FullDiskTests
{
    private static readonly string Filling = new('x', 380);

    [Fact]
    public async Task Changes_are_refused_in_words_questions_are_answered_and_it_goes_on_when_there_is_room()
    {
        var prlimit = Requires.Program("prlimit");
        using var folder = new TemporaryFolder();
        await using var serve = ChildProcess.LimitedServe(folder.Path, [], "--listen", "plain://127.0.0.1:0");
        var port = await serve.ReadPortAsync();
        using var ana = await Person.ArriveAsync(port, "ana");
        using var bob = await Person.ArriveAsync(port, "bob");
        await LimitAsync(prlimit, serve, "400000");

        var heard = await TalkUntilRefusedAsync(ana, bob);
        await ana.WriteAsync("/who bob\n");
        Assert.Contains("bob", await ana.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Matches("^interlude: The log cannot be written \\(\"[^\"]*journal.db\": the disk [a-z ]+\\)", await ReadErrorOfLogAsync(serve));

        await LimitAsync(prlimit, serve, "unlimited");
        await ana.WriteAsync("again\n");
        await ReadUntilSaidAsync(ana, bob);
        Assert.Equal("interlude: The log can be written again.", await ReadErrorOfLogAsync(serve));
        serve.Signal(ChildProcess.SigKill);
        await serve.WaitForExitAsync();

        var kept = KeptHistory.Read(folder.Path, "power-loss");
        Assert.Empty(heard.Except(kept.Keys));
        Assert.Contains("again", kept.Keys);
    }

    // The history, which has the same disk, may be in trouble as well.
    private static async Task<string?> ReadErrorOfLogAsync(ChildProcess serve)
    {
        var line = await serve.ReadErrorLineAsync();
        while (line?.StartsWith("interlude: The history can", StringComparison.Ordinal) == true)
        {
            line = await serve.ReadErrorLineAsync();
        }

        return line;
    }

    // Until the log is tried again, which it is by itself, what is said is refused.
    private static async Task ReadUntilSaidAsync(Person ana, Person bob)
    {
        var said = bob.ReadUntilAsync("<ana> again");
        while (!said.IsCompleted)
        {
            await ana.WriteAsync("again\n/ping\n");
            await ana.ReadUntilAsync("* Pong");
        }

        await said;
    }

    private static async Task<List<string>> TalkUntilRefusedAsync(Person ana, Person bob)
    {
        var heard = new List<string>();
        for (var number = 0; ; number++)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{number} {Filling}");
            await ana.WriteAsync($"{text}\n/ping {number}\n");
            var isRefused = false;
            while (await ana.ReadLineAsync() is { } line && line != $"* Pong: {number}")
            {
                isRefused |= line.StartsWith("* The server cannot record anything", StringComparison.Ordinal);
            }

            if (isRefused)
            {
                Assert.NotEmpty(heard);
                return heard;
            }

            await bob.ReadUntilAsync($"<ana> {text}");
            heard.Add(text);
        }
    }

    private static async Task LimitAsync(string prlimit, ChildProcess process, string bytes)
    {
        var (code, output) = await OutsideProgram.RunAsync(
            "/", TimeSpan.FromSeconds(60), new Dictionary<string, string?>(), prlimit,
            $"--pid={process.Id}", $"--fsize={bytes}:unlimited");
        Assert.True(code == 0, output);
    }
}
