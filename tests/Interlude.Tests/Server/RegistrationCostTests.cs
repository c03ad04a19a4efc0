using Interlude.Tests.Lines;

namespace Interlude.Tests.Server;

/// <summary>What somebody costs who connects, registers and then says nothing. Measured in bytes, never in time.</summary>
[Collection<Alone>]
public class RegistrationCostTests
{
    private const int Few = 100;
    private const int Many = 2000;

    [Fact]
    public void A_registration_allocates_little()
    {
        var host = new SilentHost();
        Register(host, Few);   // what is made once
        var before = GC.GetAllocatedBytesForCurrentThread();

        Register(host, Many);

        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / Many;
        Assert.True(each <= 5700, $"{each} bytes for each.");
    }

    [Fact]
    public void Who_is_registered_and_says_nothing_holds_little()
    {
        var host = new SilentHost();
        Register(host, Few);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        Register(host, Many);

        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / Many;
        GC.KeepAlive(host);
        Assert.True(each <= 1700, $"{each} bytes for each.");
    }

    private static void Register(SilentHost host, int count)
    {
        for (var more = 0; more < count; more++)
        {
            host.Connect();
        }
    }
}
