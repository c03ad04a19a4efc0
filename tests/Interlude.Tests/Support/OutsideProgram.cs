using System.ComponentModel;
using System.Diagnostics;

namespace Interlude.Tests.Support;

/// <summary>Runs a program to its end and gives what it said.</summary>
internal static class OutsideProgram
{
    /// <summary>Whether a program can be found; those that tests use are listed in eng/packages.txt.</summary>
    public static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Standard input is closed. Over the limit the program and its children are ended and the test fails.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string folder, TimeSpan limit, IReadOnlyDictionary<string, string?> environment, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new Win32Exception($"{program} did not start.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var overtime = new CancellationTokenSource(limit);
        try
        {
            await process.WaitForExitAsync(overtime.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} ran longer than {limit}.");
        }

        return (process.ExitCode, await output + await errors);
    }
}
