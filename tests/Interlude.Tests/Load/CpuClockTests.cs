using System.Diagnostics;
using Interlude.Load;
using Interlude.Load.Measuring;

namespace Interlude.Tests.Load;

public sealed class CpuClockTests
{
    [Theory]
    [InlineData("42 (interlude) S 1 42 42 0 -1 4194560 100 200 0 0 3 4 50 600 20 0 12 0 99 1000 200", 657)]
    [InlineData("42 (a ) b (c)) R 1 42 42 0 -1 4194560 100 200 0 0 1 1 0 0 20 0 12 0 99 1000 200", 2)]
    public void The_times_are_found_whatever_the_program_is_called(string stat, long ticks)
    {
        Assert.Equal(ticks, CpuClock.Parse(stat));
    }

    [Fact]
    public void A_child_that_works_counts_while_it_lives_and_afterwards()
    {
        // The shell's child uses at least 0.3 s of its own, says so, and waits to be ended.
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", """
            bash -c 'until read -r _ _ _ _ _ _ _ _ _ _ _ _ _ u s _ </proc/$$/stat; ((u + s >= 30)); do :; done; echo done; read'
            echo ended; read
            """])
        { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        var clock = new CpuClock(shell.Id);
        Assert.Equal("done", shell.StandardOutput.ReadLine());
        var alive = clock.Read();
        shell.StandardInput.WriteLine();
        Assert.Equal("ended", shell.StandardOutput.ReadLine());
        var after = clock.Read();
        shell.StandardInput.WriteLine();
        shell.WaitForExit();

        Assert.InRange(alive, 0.3, after);
        Assert.Throws<LoadException>(() => clock.Read());
    }

    [Fact]
    public void Resident_memory_is_the_line_that_says_so()
    {
        Assert.Equal(41_234, ResidentMemory.Parse("Name:\tx\nVmHWM:\t   50000 kB\nVmRSS:\t   41234 kB\nThreads:\t3\n"));
        Assert.True(ResidentMemory.Read(Environment.ProcessId) > 1000);
    }
}
