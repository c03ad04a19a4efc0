using Interlude.Host.Passwords;

namespace Interlude.Tests.Host.Passwords;

public class TurnQueueTests
{
    [Fact]
    public void Owners_take_turns_each_with_its_own_first()
    {
        var queue = new TurnQueue<int>(10, 10);
        foreach (var (owner, item) in ((string?, int)[])[("a", 1), ("a", 2), ("a", 3), ("b", 4), (null, 5), ("b", 6)])
        {
            Assert.True(queue.TryAdd(owner, item));
        }

        Assert.Equal([1, 4, 5, 2, 6, 3], Enumerable.Range(0, 6).Select(_ => queue.Take()));
        Assert.Equal(0, queue.Count);
        Assert.Throws<InvalidOperationException>(() => queue.Take());
    }

    [Fact]
    public void There_is_room_for_so_many_and_for_fewer_of_one()
    {
        var queue = new TurnQueue<int>(most: 5, mostOfOne: 2);

        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(item => queue.TryAdd("a", item)));
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(item => queue.TryAdd(null, item)));
        Assert.False(queue.TryAdd("b", 9));

        queue.Take();
        Assert.True(queue.TryAdd("a", 9));
    }
}
