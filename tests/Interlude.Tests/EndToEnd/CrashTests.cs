using System.Globalization;
using Interlude.Simulation;
using Interlude.Tests.EndToEnd.Clients;

namespace Interlude.Tests.EndToEnd;

/// <summary>
/// The program is killed in the middle of talk, again and again on the same data: whatever anybody has received is in the
/// history that clients get of the next one, and nothing is there that nobody said. <c>eng/crash</c> does it longer.
/// </summary>
public sealed class CrashTests
{
    // Set by eng/crash.
    private static readonly int Kills = NumberOf("CRASH_KILLS") ?? 4;

    [Fact]
    public Task What_anybody_has_received_is_in_the_history_whatever_kills_the_server() => CrashAsync(NumberOf("CRASH_SEED") ?? 1, "power-loss");

    [Fact]
    public Task And_with_a_seed_that_nobody_has_chosen() => CrashAsync(Environment.TickCount & 0xFFFF, "power-loss");

    [Fact]
    public Task And_where_only_the_process_may_crash() => CrashAsync(2, "process-crash");

    private static async Task CrashAsync(int seed, string durability)
    {
        var chance = new Chance((ulong)seed);
        using var servers = new KilledServers(durability);
        await servers.PrepareAsync();
        for (var life = 0; ; life++)
        {
            await using var serve = servers.Serve();
            var (irc, plain) = await serve.ReadPortsAsync();
            await servers.CompareAsync(irc, $"CRASH_SEED={seed}");
            if (life == Kills)
            {
                break;
            }

            var left = chance.Below(400) + 3;
            await servers.TalkAsync(irc, plain, heard: () =>
            {
                if (Interlocked.Decrement(ref left) == 0)
                {
                    serve.Signal(ChildProcess.SigKill);
                }
            });
            await serve.WaitForExitAsync();
        }

        if (Environment.GetEnvironmentVariable("CRASH_REPORT") is { Length: > 0 } report)
        {
            await File.AppendAllTextAsync(
                report, $"{durability}, seed {seed}: {Kills} kills, {servers.Said} said, {servers.Heard} received, 0 lost, 0 invented\n");
        }
    }

    private static int? NumberOf(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
