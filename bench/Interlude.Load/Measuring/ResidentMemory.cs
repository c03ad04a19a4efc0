using System.Globalization;

namespace Interlude.Load.Measuring;

/// <summary>How much of a process lies in memory.</summary>
internal static class ResidentMemory
{
    /// <summary>KiB: VmRSS of <c>/proc/PID/status</c>.</summary>
    public static long Read(int process) => Parse(File.ReadAllText($"/proc/{process}/status"));

    public static long Parse(string status) => long.Parse(
        status.Split('\n').Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
        CultureInfo.InvariantCulture);
}
