using System.CommandLine;
using Interlude.Load.Driving;
using Interlude.Load.Measuring;
using Interlude.Load.Patterns;
using Interlude.Load.Reporting;
using Interlude.Load.Servers;

namespace Interlude.Load;

/// <summary>The bench: each server in turn, pattern by pattern, runs interleaved, and a report of medians and ratios.</summary>
internal static class CompareCommand
{
    public static void Configure(RootCommand command)
    {
        var names = new Option<string[]>("--pattern") { Description = $"Of {string.Join(", ", PatternCatalog.Names)}; may be given again. Without it: all.", HelpName = "PATTERN" };
        names.AcceptOnlyFromAmong([.. PatternCatalog.Names]);
        var runs = new Option<int>("--runs") { Description = "How often each server is run with each pattern; the report has medians.", DefaultValueFactory = _ => 3 };
        var numbers = new PatternOptions();
        var timing = new TimingOptions();
        var servers = new ServerOptions();
        command.Add(names);
        command.Add(runs);
        numbers.AddTo(command);
        timing.AddTo(command);
        servers.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            var folder = Directory.CreateTempSubdirectory("interlude-load-");
            try
            {
                var tags = timing.Tags(parsed);
                var kinds = servers.Find(parsed, tags, folder.FullName, Console.WriteLine);
                var patterns = (parsed.GetValue(names) is { Length: > 0 } given ? given : PatternCatalog.Names)
                    .Select(name => numbers.Apply(PatternCatalog.Find(name), parsed))
                    .ToArray();
                Console.WriteLine($"Medians of {parsed.GetValue(runs)} interleaved runs, {TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {Environment.ProcessorCount} processors, {Load()}\n");
                var (failed, loneCore) = (false, 0L);
                foreach (var pattern in patterns)
                {
                    var stolen = new StolenTime();
                    var figures = await RunAsync(pattern, kinds, parsed.GetValue(runs), async server =>
                    {
                        var measured = await RunAsync(
                            server, place => timing.Apply(place, parsed) with { LoneCore = loneCore }, pattern, servers.ServerCpu(parsed), servers.GeneratorCpu(parsed), stop);
                        loneCore = measured.LoneCore > 0 ? measured.LoneCore : loneCore;   // one yardstick for all
                        return measured;
                    });
                    Console.WriteLine(Report.Of(pattern, tags, figures));
                    Console.WriteLine($"{stolen.Say()}\n");
                    failed |= figures.Any(figure => figure.Faults.Count > 0);
                }

                Console.WriteLine($"At the end: {Load()}");
                return failed ? 1 : 0;
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        });
    }

    private static async Task<List<ServerFigures>> RunAsync(
        Pattern pattern, IReadOnlyList<ServerKind> kinds, int runs, Func<ServerKind, Task<Measurement>> measure)
    {
        var figures = kinds.Select(kind => new ServerFigures(kind.Name, kind.IsOurs)).ToList();
        for (var run = 0; run < runs; run++)
        {
            foreach (var (kind, figure) in kinds.Zip(figures))
            {
                if (kind.Excuse(pattern) is { } excuse)
                {
                    figure.Excuses.Add($"left out: {excuse}");
                    continue;
                }

                try
                {
                    figure.Runs.Add(await measure(kind));
                }
                catch (LoadException failure)
                {
                    figure.Faults.Add($"a run failed: {failure.Message}");
                }
            }
        }

        return figures;
    }

    private static async Task<Measurement> RunAsync(
        ServerKind kind, Func<DriveOptions, DriveOptions> apply, Pattern pattern, int? serverCpu, int? generatorCpu, CancellationToken stop)
    {
        using var server = ServerProcess.Start(kind, serverCpu, stop);
        try
        {
            return await GeneratorProcess.DriveAsync(apply(new DriveOptions(pattern, server.Place, server.Id)), generatorCpu, stop);
        }
        catch (LoadException failure)
        {
            throw new LoadException($"{failure.Message} ({kind.Name} said: {server.LastWords()})");
        }
    }

    private static string Load() => $"load average {File.ReadAllText("/proc/loadavg").Split(' ')[0]}.";
}
