using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Interlude.Lines;

/// <summary>Turns of handshakes on the thread pool: who awaits this goes on there when it is its turn. A turn computes for a
/// millisecond, so all but one processor take one at a time, and whatever else waits for the pool comes in between, however
/// many handshakes are due. Any thread.</summary>
internal sealed class HandshakeTurns : INotifyCompletion, IThreadPoolWorkItem
{
    private readonly int _most = Math.Max(1, Environment.ProcessorCount - 1);
    private readonly ConcurrentQueue<Action> _due = new();
    private int _count;   // due or under way; this is queued or runs as often, up to the most

    public bool IsCompleted => false;

    public HandshakeTurns GetAwaiter() => this;

    public void GetResult()
    {
    }

    public void OnCompleted(Action continuation)
    {
        _due.Enqueue(continuation);
        if (Interlocked.Increment(ref _count) <= _most)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        _due.TryDequeue(out var turn);
        turn!();
        if (Interlocked.Decrement(ref _count) >= _most)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);   // behind what else is there
        }
    }
}
