using Interlude.Server;
using Interlude.Server.Dialects.Irc;
using Interlude.World;

namespace Interlude.Tests.Server.Dialects.Irc;

public class RenderAllocationTests
{
    private const int ObjectsBeside = 150;   // bytes: what holds the buffers together, and the heads of both

    [Theory]
    [InlineData(0)]
    [InlineData((long)(IrcKind.Time | IrcKind.Tags | IrcKind.Account))]
    public void A_rendering_allocates_its_bytes_and_one_object(long tags)
    {
        var host = new SilentHost();
        var speaker = host.Connect();
        host.Receive(speaker, "JOIN #room"u8);
        var client = (IrcClient)host.Find(speaker);
        var events = new List<Event>();
        host.World.Apply(host.NextSaying(speaker, "#room"u8, new byte[300].Select(_ => (byte)'x').ToArray()), events);
        var bytes = Render(client, events[0], tags);

        var rendered = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++)
        {
            rendered += Render(client, events[0], tags);
        }

        var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / 100;
        Assert.Equal(100 * bytes, rendered);
        Assert.InRange(allocated, bytes, bytes + ObjectsBeside);
    }

    private static int Render(IrcClient client, Event happened, long tags) =>
        IrcEvents.Render(client, happened, new Stamp(7, 0, new Timestamp(1_800_000_000_000)), IrcKind.Any | (IrcKind)tags).Length;
}
