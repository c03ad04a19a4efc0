using System.Globalization;
using Interlude.Simulation;
using Interlude.Tests.EndToEnd.Clients;

namespace Interlude.Tests.EndToEnd;

/// <summary>
/// The program is killed in the middle of talk, again and again on the same data: whatever anybody has received is in the
/// history, and nothing is there that nobody said. <c>eng/crash</c> does it longer.
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
        using var folder = new TemporaryFolder();
        var chance = new Chance((ulong)seed);
        var (heard, talkers) = (new Dictionary<string, string>(), new List<CrashTalker>());
        for (var life = 1; life <= Kills; life++)
        {
            var now = await LiveAndDieAsync(folder.Path, durability, life, chance.Below(400));
            talkers.AddRange(now);
            foreach (var (token, id) in now.SelectMany(talker => talker.Heard))
            {
                heard[token] = heard.GetValueOrDefault(token) is { Length: > 0 } known ? known : id;
            }

            var kept = KeptHistory.Read(folder.Path, durability);
            var lost = heard.Where(word => !kept.TryGetValue(word.Key, out var id) || (word.Value.Length > 0 && word.Value != id)).ToList();
            var invented = kept.Keys.Where(token => !talkers.Exists(talker => talker.MayHaveSaid(token))).ToList();
            Assert.True(
                lost.Count == 0 && invented.Count == 0,
                $"CRASH_SEED={seed}, {durability}, life {life}: {lost.Count} words that were received are lost ({string.Join(' ', lost.Take(5))}), "
                + $"{invented.Count} are invented ({string.Join(' ', invented.Take(5))}).");
        }

        if (Environment.GetEnvironmentVariable("CRASH_REPORT") is { Length: > 0 } report)
        {
            await File.AppendAllTextAsync(
                report,
                $"{durability}, seed {seed}: {Kills} kills, {talkers.Sum(talker => talker.Said)} said, {heard.Count} received, 0 lost, 0 invented\n");
        }
    }

    /// <summary>One life of the server, which is killed when the talkers have heard so many words.</summary>
    private static async Task<List<CrashTalker>> LiveAndDieAsync(string data, string durability, int life, int words)
    {
        await using var serve = ChildProcess.Interlude(
            "serve", "--data", data, "--set", $"data.durability={durability}",
            "--listen", "irc://127.0.0.1:0", "--listen", "plain://127.0.0.1:0");
        var (irc, plain) = await serve.ReadPortsAsync();
        var left = words + 3;
        void Heard()
        {
            if (Interlocked.Decrement(ref left) == 0)
            {
                serve.Signal(ChildProcess.SigKill);
            }
        }

        List<CrashTalker> talkers = [.. Enumerable.Range(0, 3).Select(number => new CrashTalker(life, number, isIrc: number > 0, Heard))];
        await Task.WhenAll(talkers.Select((talker, number) => talker.TalkAsync(number > 0 ? irc : plain))).WaitAsync(TimeSpan.FromSeconds(60));
        await serve.WaitForExitAsync();
        talkers.ForEach(talker => talker.Dispose());
        return talkers;
    }

    private static int? NumberOf(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
