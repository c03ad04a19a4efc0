using Interlude.Lines;

namespace Interlude.Tests.Lines;

public class HandshakeTurnsTests
{
    [Fact]
    public async Task All_but_one_processor_take_turns_at_once_and_all_who_ask_have_theirs_on_the_pool()
    {
        var turns = new HandshakeTurns();
        var (current, most, onPool) = (0, 0, 0);
        var all = Enumerable.Range(0, 1000).Select(_ => ComputeAsync()).ToList();

        await Task.WhenAll(all).WaitAsync(Peers.Limit);

        Assert.Equal(1000, onPool);
        Assert.InRange(most, 1, Math.Max(1, Environment.ProcessorCount - 1));

        async Task ComputeAsync()
        {
            await turns;
            var now = Interlocked.Increment(ref current);
            InterlockedMax(now);
            Interlocked.Add(ref onPool, Thread.CurrentThread.IsThreadPoolThread ? 1 : 0);
            Thread.SpinWait(1000);
            Interlocked.Decrement(ref current);
        }

        void InterlockedMax(int now)
        {
            for (var seen = Volatile.Read(ref most); now > seen; seen = Volatile.Read(ref most))
            {
                Interlocked.CompareExchange(ref most, now, seen);
            }
        }
    }

    [Fact]
    public async Task A_turn_can_ask_for_the_next()
    {
        var turns = new HandshakeTurns();
        var taken = 0;

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => StepAsync())).WaitAsync(Peers.Limit);

        Assert.Equal(100, taken);

        async Task StepAsync()
        {
            for (var step = 0; step < 10; step++)
            {
                await turns;
                Interlocked.Increment(ref taken);
            }
        }
    }
}
