using Interlude.Load.Measuring;

namespace Interlude.Tests.Load;

public class SharedCoreTests
{
    [Fact]
    public void What_takes_much_longer_than_the_shortest_is_shared()
    {
        Assert.Equal(0.5, SharedCore.ShareOf([100, 139, 141, 210], 100));
        Assert.Null(SharedCore.ShareOf([], 100));
    }

    [Fact]
    public async Task Only_a_process_on_one_processor_is_looked_at()
    {
        using var one = Sleep("0");
        using var two = Sleep("0,1");
        try
        {
            using var core = SharedCore.Of(one.Id);
            core!.Dispose();   // after one look at least
            Assert.InRange(core.Least, 1_000, 10_000_000);
            Assert.Null(SharedCore.Of(two.Id));
        }
        finally
        {
            one.Kill();
            two.Kill();
            await one.WaitForExitAsync(TestContext.Current.CancellationToken);
            await two.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    private static System.Diagnostics.Process Sleep(string processors)
    {
        var process = System.Diagnostics.Process.Start("taskset", ["-c", processors, "sleep", "60"]);
        var comm = $"/proc/{process.Id}/comm";
        Assert.True(SpinWait.SpinUntil(() => File.ReadAllText(comm) == "sleep\n", TimeSpan.FromSeconds(30)), "taskset does not start sleep.");   // until then it may run anywhere
        return process;
    }
}
