using System.Diagnostics;
using System.Globalization;
using Interlude.Simulation;

// Interlude.Simulation [--seed N|commit] [--seeds N,N…] [--steps N] [--tally] [--trace]
var (seeds, steps, traces, tallies) = (new List<ulong>(), 20_000, false, false);
for (var index = 0; index < args.Length; index++)
{
    var value = index + 1 < args.Length ? args[index + 1] : string.Empty;
    switch (args[index])
    {
        case "--seed" when value == "commit":
            seeds.Add(SeedOfCommit());
            index++;
            break;
        case "--seed" or "--seeds" when value.Split(',').All(text => ulong.TryParse(text, CultureInfo.InvariantCulture, out _)):
            seeds.AddRange(value.Split(',').Select(text => ulong.Parse(text, CultureInfo.InvariantCulture)));
            index++;
            break;
        case "--steps" when int.TryParse(value, CultureInfo.InvariantCulture, out steps) && steps > 0:
            index++;
            break;
        case "--tally":
            tallies = true;
            break;
        case "--trace":
            traces = true;
            break;
        default:
            Console.Error.WriteLine($"Interlude.Simulation: cannot make sense of {string.Join(' ', args[index..])}. "
                + "Options: --seed N or commit, --seeds N,N, --steps N, --tally, --trace.");
            return 2;
    }
}

foreach (var seed in seeds.Count > 0 ? seeds : [1])
{
    try
    {
        var options = new SimulatorOptions { Seed = seed, Steps = steps, Trace = traces ? Console.Out : null };
        var begin = Stopwatch.GetTimestamp();
        var beside = Task.Run(() => Simulator.Run(options with { Swaps = false, Trace = null }));
        var result = Simulator.Run(options);
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        var unswapped = await beside;
        if (unswapped.Digest != result.Digest)
        {
            throw new SimulationException(
                $"seed {seed}: No output shows that a world was replaced by its snapshot.\n  {result.Digest} with, {unswapped.Digest} without");
        }

        Console.WriteLine(
            $"seed {seed}: {result.Steps} steps, {result.Entries} entries, digest {result.Digest}");
        if (tallies)
        {
            foreach (var (what, count) in result.Met.All)
            {
                Console.WriteLine($"  {count,8}  {what}");
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Steps / seconds:F0} steps a second"));
        }
    }
    catch (SimulationException failure)
    {
        Console.WriteLine(failure.Message);
        Console.WriteLine($"Replay: dotnet run -c Release --project tests/Interlude.Simulation -- --seed {seed} --steps {steps}");
        return 1;
    }
}

return 0;

// The commit's hash, so that every commit explores and every failure repeats.
static ulong SeedOfCommit()
{
    using var git = Process.Start(new ProcessStartInfo("git", "rev-parse HEAD") { RedirectStandardOutput = true })!;
    var hash = git.StandardOutput.ReadToEnd().Trim();
    git.WaitForExit();
    return ulong.Parse(hash.AsSpan(0, 12), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
