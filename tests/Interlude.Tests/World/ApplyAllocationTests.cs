using Interlude.World;

namespace Interlude.Tests.World;

public class ApplyAllocationTests
{
    private const int Entries = 100;

    [Fact]
    public void Something_said_allocates_the_same_however_many_are_on_the_channel()
    {
        var few = AllocatedByApplying(members: 10);
        var many = AllocatedByApplying(members: 400);

        Assert.Equal(few, many);
        Assert.InRange(many, 1, 300);   // the event and its audience
    }

    private static long AllocatedByApplying(int members)
    {
        var host = new SilentHost();
        var people = Enumerable.Range(0, members).Select(_ => host.Connect()).ToList();
        people.ForEach(person => host.Receive(person, "JOIN #room"u8));
        var events = new List<Event>(2 * Entries);

        var allocated = 0L;
        for (var entry = 0; entry < 2 * Entries; entry++)
        {
            var next = host.NextSaying(people[0], "#room"u8, "hello"u8);
            var before = GC.GetAllocatedBytesForCurrentThread();
            host.World.Apply(next, events);
            allocated += entry < Entries ? 0 : GC.GetAllocatedBytesForCurrentThread() - before;   // what is made once is made then
        }

        Assert.All(events, happened => Assert.IsType<Event.Said>(happened));
        return allocated / Entries;
    }
}
