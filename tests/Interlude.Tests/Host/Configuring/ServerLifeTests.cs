using Interlude.Host.Configuring;

namespace Interlude.Tests.Host.Configuring;

public class ServerLifeTests
{
    [Fact]
    public void What_is_kept_with_the_data_is_the_same_in_every_life()
    {
        var first = ServerLife.Begin(DateTimeOffset.UnixEpoch);
        var next = first with { StartedAt = 1, ProcessKey = new byte[32] };

        Assert.Equal(first.KeptKey.ToArray(), next.KeptKey.ToArray());
        Assert.NotEqual(first.KeptKey.ToArray(), first.CloakKey.ToArray());
        Assert.NotEqual(first.KeptKey.ToArray(), ServerLife.Begin(DateTimeOffset.UnixEpoch).KeptKey.ToArray());
    }
}
