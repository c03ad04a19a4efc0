using System.Globalization;
using Interlude.Host.Storage;

namespace Interlude.Tests.EndToEnd;

/// <summary>In power-loss, what the kernel was asked to do: write the message to the log, sync it, and only then send it.</summary>
public class SyncBeforeSendTests
{
    private const string Message = "a-message-of-its-own";

    [Fact]
    public async Task The_sync_of_a_message_is_done_before_it_is_sent()
    {
        var calls = await TraceAsync("power-loss");

        var written = calls.FindIndex(call => call.Contains("pwrite64(", StringComparison.Ordinal) && IsOfLog(call) && call.Contains(Message, StringComparison.Ordinal));
        var synced = calls.FindIndex(written + 1, call => IsSync(call));
        var sent = calls.FindIndex(call => call.Contains("send", StringComparison.Ordinal) && call.Contains($"<ana> {Message}", StringComparison.Ordinal));

        Assert.True(written >= 0 && written < synced && synced < sent, $"Written {written}, synced {synced}, sent {sent}.");
    }

    [Fact]
    public async Task Where_only_the_process_may_crash_nothing_waits_for_a_sync()
    {
        var calls = await TraceAsync("process-crash");

        var written = calls.FindIndex(call => call.Contains("pwrite64(", StringComparison.Ordinal) && IsOfLog(call) && call.Contains(Message, StringComparison.Ordinal));
        var sent = calls.FindIndex(call => call.Contains("send", StringComparison.Ordinal) && call.Contains($"<ana> {Message}", StringComparison.Ordinal));

        Assert.True(written >= 0 && written < sent, $"Written {written}, sent {sent}.");
        Assert.DoesNotContain(calls[written..sent], IsSync);
    }

    [Fact]
    public async Task But_which_boot_it_is_is_on_the_device_before_anything_is_sent()
    {
        var calls = await TraceAsync("process-crash");

        var written = calls.FindIndex(call => call.Contains("pwrite64(", StringComparison.Ordinal) && IsOfLog(call) && call.Contains(Boot.Id, StringComparison.Ordinal));
        var synced = calls.FindIndex(written + 1, IsSync);
        var sent = calls.FindIndex(call => call.Contains("send", StringComparison.Ordinal) && call.Contains("ana", StringComparison.Ordinal));

        Assert.True(written >= 0 && written < synced && synced < sent, $"Written {written}, synced {synced}, sent {sent}.");
    }

    [Fact]
    public async Task That_somebody_is_typing_waits_for_no_sync()
    {
        var calls = await TraceAsync("power-loss", async port =>
        {
            using var ana = await ArriveByIrcAsync(port, "ana");
            using var bob = await ArriveByIrcAsync(port, "bob");
            await ana.WriteAsync("@+typing=active TAGMSG #a\r\n");
            var typing = await bob.ReadToAsync("TAGMSG #a");
            Assert.DoesNotContain("msgid", typing, StringComparison.Ordinal);
            await ana.WriteAsync($"PRIVMSG #a :{Message}\r\n");
            await bob.ReadToAsync(Message);
        });

        var written = calls.FindIndex(call => call.Contains("pwrite64(", StringComparison.Ordinal) && IsOfLog(call) && call.Contains("+typing=active", StringComparison.Ordinal));
        var sent = calls.FindIndex(call => call.Contains("send", StringComparison.Ordinal) && call.Contains("TAGMSG #a", StringComparison.Ordinal));
        var synced = calls.FindIndex(sent, call => IsSync(call));
        var said = calls.FindIndex(call => call.Contains("send", StringComparison.Ordinal) && call.Contains($"PRIVMSG #a :{Message}", StringComparison.Ordinal));

        Assert.True(written >= 0 && written < sent && sent < synced && synced < said, $"Written {written}, sent {sent}, synced {synced}, said {said}.");
        Assert.DoesNotContain(calls[written..sent], IsSync);
    }

    private static async Task<Person> ArriveByIrcAsync(int port, string name)
    {
        var person = await Person.ConnectAsync(port);
        await person.WriteAsync($"CAP REQ :message-tags\r\nNICK {name}\r\nUSER {name} 0 * :T\r\nCAP END\r\nJOIN #a\r\n");
        await person.ReadToAsync(" 366 ");
        return person;
    }

    private static bool IsOfLog(string call) => call.Contains("journal.db-wal>", StringComparison.Ordinal);

    private static bool IsSync(string call) =>
        call.Contains("sync(", StringComparison.Ordinal) && IsOfLog(call) && call.EndsWith(" = 0", StringComparison.Ordinal);

    // A call during which another thread's is seen is said in two lines, the second without its file. A sync stands where it ends, all
    // else where it begins.
    private static IEnumerable<string> Whole(IEnumerable<string> trace)
    {
        var underWay = new Dictionary<string, string>();   // syncs, by thread
        foreach (var line in trace)
        {
            var thread = line[..line.IndexOf(' ', StringComparison.Ordinal)];
            if (line.Contains("sync(", StringComparison.Ordinal) && line.EndsWith("<unfinished ...>", StringComparison.Ordinal))
            {
                underWay.Add(thread, line[..^"<unfinished ...>".Length]);
            }
            else if (line.Contains("sync resumed>", StringComparison.Ordinal))
            {
                Assert.True(underWay.Remove(thread, out var begun), line);
                yield return begun + line[(line.IndexOf('>', StringComparison.Ordinal) + 1)..];
            }
            else if (!line.Contains(" resumed>", StringComparison.Ordinal))
            {
                yield return line;
            }
        }
    }

    /// <summary>What the server asked of the kernel while somebody said something, in order.</summary>
    private static Task<List<string>> TraceAsync(string durability) => TraceAsync(durability, async port =>
    {
        using var ana = await Person.ArriveAsync(port, "ana");
        using var bob = await Person.ArriveAsync(port, "bob");
        await ana.WriteAsync($"{Message}\n");
        await bob.ReadUntilAsync($"<ana> {Message}");
    }, "plain");

    private static async Task<List<string>> TraceAsync(string durability, Func<int, Task> talk, string dialect = "irc")
    {
        var strace = Requires.Program("strace");
        using var folder = new TemporaryFolder();
        var (data, trace) = (Path.Combine(folder.Path, "data"), Path.Combine(folder.Path, "trace"));
        await using var serve = ChildProcess.Start(
            strace, "-f", "-y", "-s", "5000", "-o", trace, "-e", "trace=pwrite64,fsync,fdatasync,sendto,sendmsg",
            "dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "interlude.dll"), "serve", "--data", data,
            "--set", $"data.durability={durability}", "--listen", $"{dialect}://127.0.0.1:0");
        var started = await serve.ReadLineAsync();
        Assert.SkipWhen(started is null, "strace may not trace here.");
        var port = int.Parse(started![(started.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture);

        await talk(port);
        ChildProcess.Signal(
            int.Parse(await File.ReadAllTextAsync(Path.Combine(data, "pid")), CultureInfo.InvariantCulture), ChildProcess.SigTerm);
        await serve.WaitForExitAsync();
        return [.. Whole(await File.ReadAllLinesAsync(trace))];
    }
}
