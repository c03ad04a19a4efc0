using Interlude.Server;

namespace Interlude.Tests.Server;

public class OutputQueueTests
{
    [Fact]
    public void A_list_is_used_again_only_when_all_is_done()
    {
        var queue = new OutputQueue();
        var first = queue.Lend();
        first.Add(new ClientId(1));
        var second = queue.Lend();

        Assert.NotSame(first, second);

        queue.Send(first, "a"u8.ToArray());
        Assert.Equal([new ClientId(1)], Assert.IsType<Output.Send>(Assert.Single(queue.All)).Clients);

        queue.Clear();
        var (third, fourth) = (queue.Lend(), queue.Lend());

        Assert.Empty(queue.All);
        Assert.Empty(third);
        Assert.Empty(fourth);
        Assert.Equal([first, second], new[] { third, fourth }.OrderBy(list => list == second));
    }
}
