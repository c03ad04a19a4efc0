using Interlude.Server;
using Interlude.World;

namespace Interlude.Tests.Support;

/// <summary>Batches of wishes whose content does not matter.</summary>
internal static class Batches
{
    internal static Batch Of(long number, long time, int wishes) => new(
        number,
        new Timestamp(time),
        [.. Enumerable.Range(0, wishes).Select(i => new Wish(
            new Incarnation(new NodeId(1), 1), number + i, default, default, new Command.NodeStarted()))]);
}
