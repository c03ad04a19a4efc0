using System.Globalization;
using Interlude.Simulation;
using Interlude.Tests.EndToEnd.Clients;

namespace Interlude.Tests.EndToEnd;

/// <summary>
/// The disk fills up (a file system of its own does, or the kernel's limit on the size of a file stands in for it) in the middle of talk, at random moments, and the program is killed while it is full or when there is room again:
/// compared as in <see cref="CrashTests"/>. <c>eng/crash</c> does it longer.
/// </summary>
public sealed class FullDiskCrashTests
{
    // Set by eng/crash.
    private static readonly int Fills = NumberOf("CRASH_FILLS") ?? 2;

    // In pages of a tmpfs: enough for the files of a start and some minutes of talk.
    private const int FileSystemBytes = 24 * 1024 * 1024;

    public static TheoryData<int> Seeds => [NumberOf("CRASH_SEED") ?? 1, 2, Environment.TickCount & 0xFFFF];

    [Theory]
    [MemberData(nameof(Seeds), DisableDiscoveryEnumeration = true)]
    public async Task What_anybody_has_received_is_in_the_history_whenever_a_file_system_is_full(int seed)
    {
        using var servers = new KilledServers("power-loss");
        await using var disk = await SmallFileSystem.MountAsync(servers.Folder, FileSystemBytes);
        servers.Within = disk.Within;
        await RunAsync(servers, seed, "file system", (_, room) => disk.Fill(room), _ => disk.Free(), disk.Free);
    }

    [Theory]
    [MemberData(nameof(Seeds), DisableDiscoveryEnumeration = true)]
    public async Task What_anybody_has_received_is_in_the_history_whenever_files_cannot_grow(int seed)
    {
        var prlimit = Requires.Program("prlimit");
        using var servers = new KilledServers("power-loss");
        await RunAsync(
            servers,
            seed,
            "file size",
            (serve, room) => Limit(prlimit, serve, (servers.LargestFile() + room).ToString(CultureInfo.InvariantCulture)),
            serve => Limit(prlimit, serve, "unlimited"),
            restart: () => { });   // the limit was that process's
    }

    private static async Task RunAsync(
        KilledServers servers, int seed, string what, Action<ChildProcess, int> fill, Action<ChildProcess> free, Action restart)
    {
        var chance = new Chance((ulong)seed);
        var (refused, killedFull) = (0, 0);
        await servers.PrepareAsync();
        for (var life = 0; ; life++)
        {
            await using var serve = servers.Serve();
            var (irc, plain) = await serve.ReadPortsAsync();
            await servers.CompareAsync(irc, $"CRASH_SEED={seed}");
            if (life == Fills)
            {
                break;
            }

            var room = chance.Below(60_000);
            var (wordsLeft, refusalsLeft, isKilledFull) = (chance.Below(100) + 3, chance.Below(20) + 1, chance.OneIn(2));
            var wordsAfter = chance.Below(100) + 1;
            var isFull = 0;
            await servers.TalkAsync(
                irc,
                plain,
                heard: () =>
                {
                    if (Interlocked.Decrement(ref wordsLeft) == 0)
                    {
                        if (Interlocked.Exchange(ref isFull, 1) == 0)
                        {
                            fill(serve, room);
                        }
                        else
                        {
                            serve.Signal(ChildProcess.SigKill);
                        }
                    }
                },
                refused: () =>
                {
                    Interlocked.Increment(ref refused);
                    if (Interlocked.Decrement(ref refusalsLeft) != 0)
                    {
                        return;
                    }

                    if (isKilledFull)
                    {
                        killedFull++;
                        serve.Signal(ChildProcess.SigKill);
                    }
                    else
                    {
                        Interlocked.Exchange(ref wordsLeft, wordsAfter);
                        free(serve);
                    }
                });
            await serve.WaitForExitAsync();
            restart();
        }

        Assert.True(refused >= Fills, $"CRASH_SEED={seed}: {refused} words were refused.");
        if (Environment.GetEnvironmentVariable("CRASH_REPORT") is { Length: > 0 } report)
        {
            await File.AppendAllTextAsync(
                report,
                $"full disk ({what}), seed {seed}: filled {Fills} times, killed while full {killedFull} times, {servers.Said} said, {refused} refused, {servers.Heard} received, 0 lost, 0 invented\n");
        }
    }

    private static void Limit(string prlimit, ChildProcess process, string bytes)
    {
        using var limit = System.Diagnostics.Process.Start(prlimit, [$"--pid={process.Id}", $"--fsize={bytes}:unlimited"]);
        limit.WaitForExit();
        Assert.Equal(0, limit.ExitCode);
    }

    private static int? NumberOf(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
