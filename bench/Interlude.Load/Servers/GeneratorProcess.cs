using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Interlude.Load.Driving;
using Interlude.Load.Measuring;

namespace Interlude.Load.Servers;

/// <summary>The generator as a process of its own, which can be pinned: this program with <c>drive</c>, or another generator.</summary>
internal static class GeneratorProcess
{
    /// <summary>Runs <c>drive</c> to its end.</summary>
    /// <exception cref="LoadException">With what it says is wrong.</exception>
    public static async Task<Measurement> DriveAsync(DriveOptions options, int? processor, CancellationToken stop)
    {
        var pattern = options.Pattern;
        string[] arguments =
        [
            "dotnet", "exec", typeof(GeneratorProcess).Assembly.Location, "drive", pattern.Name,
            "--port", $"{options.Server.Port}", "--process", $"{options.Process}",
            "--clients", $"{pattern.Clients}", "--groups", $"{pattern.Groups}", "--senders", $"{pattern.Senders}",
            "--window", $"{pattern.Window}", "--size", $"{pattern.Size}",
            "--messages", $"{options.Messages}", "--windows", $"{options.Windows}", "--lone-core", $"{options.LoneCore}",
            "--warm-up", Text(options.WarmUpSeconds), "--settle", Text(options.SettleSeconds), "--seconds", Text(options.Seconds), "--rate", Text(options.Rate),
            "--limit", Text(options.LimitSeconds),
            .. options.Tags ? ["--tags"] : Array.Empty<string>(),
        ];
        return JsonSerializer.Deserialize<Measurement>(await RunAsync(processor, stop, arguments))!;
    }

    /// <summary>Runs a generator to its end, and gives what it printed.</summary>
    /// <exception cref="LoadException">It failed.</exception>
    public static async Task<string> RunAsync(int? processor, CancellationToken stop, params string[] command)
    {
        string[] words = processor is { } cpu ? ["taskset", "-c", $"{cpu}", .. command] : command;
        using var process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(stop), process.StandardError.ReadToEndAsync(stop));
            await process.WaitForExitAsync(stop);
            return process.ExitCode == 0 ? await output : throw new LoadException((await errors).Trim());
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
