using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Interlude.Load.Driving;
using Interlude.Load.Patterns;
using Interlude.Load.Reporting;
using Interlude.Load.Servers;

namespace Interlude.Load;

/// <summary><c>check</c>: this generator beside ircload.c on the same servers, patterns and numbers, runs interleaved.</summary>
internal static partial class CheckCommand
{
    private const double Allowed = 0.10;
    private const int TheirSize = 100;   // ircload -s 100 makes texts of some 94 bytes
    private const int OurSize = 94;

    public static Command Create()
    {
        var runs = new Option<int>("--runs") { Description = "How often each generator is run with each pattern and server; medians are compared.", DefaultValueFactory = _ => 3 };
        var messages = new Option<int>("--messages") { Description = "Messages of each sender.", DefaultValueFactory = _ => 2000 };
        var names = new Option<string[]>("--pattern") { Description = "Of channel, channels, pairs; may be given again.", DefaultValueFactory = _ => ["channel", "channels", "pairs"] };
        names.AcceptOnlyFromAmong("channel", "channels", "pairs");
        var servers = new ServerOptions();
        var command = new Command("check", "Compare this generator with ircload.c: server CPU a delivery and deliveries/s must agree within 10 %.") { runs, messages, names };
        servers.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            var folder = Directory.CreateTempSubdirectory("interlude-load-");
            try
            {
                var theirs = FloorServer.Compile(servers.Sources(parsed), "ircload", folder.FullName)
                    ?? throw new LoadException($"No ircload.c is in {servers.Sources(parsed)}: give its folder with --sources.");
                var kinds = servers.Find(parsed, false, folder.FullName, Console.WriteLine);
                var (serverCpu, generatorCpu) = (servers.ServerCpu(parsed), servers.GeneratorCpu(parsed));
                Console.WriteLine("| pattern | server | CPU µs a delivery, ircload | ours | ratio | deliveries/s, ircload | ours | ratio | generator |");
                Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
                var agrees = true;
                foreach (var pattern in parsed.GetValue(names)!.Select(PatternCatalog.Find))
                {
                    foreach (var kind in kinds)
                    {
                        var (one, other) = (new List<Figures>(), new List<Figures>());
                        for (var run = 0; run < parsed.GetValue(runs); run++)
                        {
                            one.Add(await TheirsAsync(theirs, kind, pattern, parsed.GetValue(messages), serverCpu, generatorCpu, stop));
                            other.Add(await OursAsync(kind, pattern, parsed.GetValue(messages), serverCpu, generatorCpu, stop));
                        }

                        agrees &= Row(pattern, kind, one, other);
                    }
                }

                Console.WriteLine(agrees ? "\nThey agree within 10 %." : "\nThey do not agree within 10 %.");
                return agrees ? 0 : 1;
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        });
        return command;
    }

    private static bool Row(Pattern pattern, ServerKind kind, List<Figures> theirs, List<Figures> ours)
    {
        double Middle(List<Figures> runs, Func<Figures, double?> figure) => Median.Of(runs.Select(figure))!.Value;
        var (cpu, ourCpu) = (Middle(theirs, run => run.Cpu), Middle(ours, run => run.Cpu));
        var (rate, ourRate) = (Middle(theirs, run => run.Rate), Middle(ours, run => run.Rate));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {pattern.Name} | {kind.Name} | {cpu:0.000} | {ourCpu:0.000} | {ourCpu / cpu:0.00} | {rate:N0} | {ourRate:N0} | {ourRate / rate:0.00} | {Middle(ours, run => run.Generator):P0} |"));
        return Math.Abs((ourCpu / cpu) - 1) <= Allowed && Math.Abs((ourRate / rate) - 1) <= Allowed;
    }

    private static async Task<Figures> OursAsync(ServerKind kind, Pattern pattern, int messages, int? serverCpu, int? generatorCpu, CancellationToken stop)
    {
        using var server = ServerProcess.Start(kind, serverCpu, stop);
        var options = new DriveOptions(pattern with { Size = OurSize }, server.Place, server.Id) { Messages = messages };
        var figures = await GeneratorProcess.DriveAsync(options, generatorCpu, stop);
        return new Figures(figures.CpuPerDelivery!.Value, figures.DeliveriesPerSecond!.Value, figures.GeneratorCpu);
    }

    private static async Task<Figures> TheirsAsync(string program, ServerKind kind, Pattern pattern, int messages, int? serverCpu, int? generatorCpu, CancellationToken stop)
    {
        using var server = ServerProcess.Start(kind, serverCpu, stop);
        var output = await GeneratorProcess.RunAsync(generatorCpu, stop, [
            program, "-p", $"{server.Place.Port}", "-P", $"{server.Id}", "-n", $"{pattern.Clients}", "-c", $"{pattern.Groups}", "-S", $"{pattern.Senders}",
            "-w", $"{pattern.Window}", "-k", $"{messages}", "-s", $"{TheirSize}", .. pattern.IsDirect ? ["-m", "direct"] : Array.Empty<string>()]);
        var found = Result().Match(output);
        return found.Success
            ? new Figures(Number(found, "cpu"), Number(found, "rate"), null)
            : throw new LoadException($"ircload printed no figures: {output}");
    }

    private static double Number(Match found, string group) => double.Parse(found.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"= (?<rate>\d+)/s; server cpu [\d.]+ s = (?<cpu>[\d.]+) us/delivery")]
    private static partial Regex Result();

    private sealed record Figures(double Cpu, double Rate, double? Generator);
}
