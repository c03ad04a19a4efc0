using System.Globalization;
using Interlude.Load.Wire;

namespace Interlude.Load.Measuring;

/// <summary>The CPU time of a process and its children, user and system, from the kernel's accounting (<c>man 5 proc</c>).</summary>
internal sealed class CpuClock(int process)
{
    private static readonly double s_ticksPerSecond = Libc.Configured(Libc.ClockTicks);

    /// <summary>Seconds until now: its own, those of its children that live, and those of children that it has waited for.</summary>
    /// <exception cref="LoadException">The process has ended.</exception>
    public double Read() => Ticks(process) is { } ticks
        ? ticks / s_ticksPerSecond
        : throw new LoadException($"The server (process {process}) has ended.");

    /// <summary>User, system, and both of waited-for children: fields 14 to 17 of a line of <c>/proc/PID/stat</c>.</summary>
    /// <remarks>The second is the program's name in parentheses, which may hold spaces and parentheses itself.</remarks>
    public static long Parse(string stat) => stat[(stat.LastIndexOf(')') + 2)..]
        .Split(' ')
        .Skip(14 - 3)
        .Take(4)
        .Sum(field => long.Parse(field, CultureInfo.InvariantCulture));

    private static long? Ticks(int process)
    {
        try
        {
            var ticks = Parse(File.ReadAllText($"/proc/{process}/stat"));
            foreach (var thread in Directory.EnumerateDirectories($"/proc/{process}/task"))
            {
                ticks += Children(thread).Sum(child => Ticks(child) ?? 0);   // one that has just ended is in its parent's next time
            }

            return ticks;
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException || IsNoProcess(failure))
        {
            return null;
        }
    }

    private static IEnumerable<int> Children(string thread)
    {
        var path = Path.Combine(thread, "children");
        return File.Exists(path)
            ? File.ReadAllText(path).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))
            : [];
    }

    // ESRCH: it ended between opening and reading.
    private static bool IsNoProcess(Exception failure) => failure is IOException { HResult: 3 };
}
