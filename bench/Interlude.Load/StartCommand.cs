using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Interlude.Load.Measuring;
using Interlude.Load.Reporting;
using Interlude.Load.Servers;

namespace Interlude.Load;

/// <summary><c>start</c>: how long a server takes from its start to the first line that it answers, and its memory with nobody there.</summary>
internal static class StartCommand
{
    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(2);   // after which its memory is read

    public static Command Create()
    {
        var runs = new Option<int>("--runs") { Description = "How often each server is started; the report has medians.", DefaultValueFactory = _ => 12 };
        var servers = new ServerOptions();
        var command = new Command("start", "Measure from the start to the first line that is answered, and the memory then.") { runs };
        servers.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            var folder = Directory.CreateTempSubdirectory("interlude-load-");
            try
            {
                var kinds = servers.Find(parsed, false, folder.FullName, Console.WriteLine);
                var figures = kinds.Select(_ => new List<(double Milliseconds, double MiB)>()).ToArray();
                for (var run = 0; run < parsed.GetValue(runs); run++)
                {
                    for (var index = 0; index < kinds.Count; index++)
                    {
                        figures[index].Add(await MeasureAsync(kinds[index], servers.ServerCpu(parsed), stop));
                    }
                }

                Console.WriteLine("| server | first line after ms | fastest | idle MiB |\n| --- | --- | --- | --- |");
                foreach (var (kind, figure) in kinds.Zip(figures))
                {
                    Console.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {kind.Name} | {Median.Of(figure.Select(one => (double?)one.Milliseconds)):0} | {figure.Min(one => one.Milliseconds):0} | {Median.Of(figure.Select(one => (double?)one.MiB)):0.0} |"));
                }

                return 0;
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        });
        return command;
    }

    private static async Task<(double Milliseconds, double MiB)> MeasureAsync(ServerKind kind, int? processor, CancellationToken stop)
    {
        var begin = Stopwatch.GetTimestamp();
        using var server = ServerProcess.Start(kind, processor, stop, everyMilliseconds: 1);
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.Connect(server.Place);
        client.Send("NICK first\r\nUSER first 0 * :first\r\n"u8);
        if (client.Receive(new byte[4096]) == 0)
        {
            throw new LoadException($"The server {kind.Name} has closed the connection at the first line. It said: {server.LastWords()}");
        }

        var elapsed = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        await Task.Delay(s_quiet, TimeProvider.System, stop);
        return (elapsed, ResidentMemory.Read(server.Id) / 1024.0);
    }
}
