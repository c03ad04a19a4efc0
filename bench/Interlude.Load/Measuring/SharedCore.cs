using System.Diagnostics;
using System.Runtime.CompilerServices;
using Interlude.Load.Wire;

namespace Interlude.Load.Measuring;

/// <summary>How much of the time the core of a processor was shared. A processor of a virtual machine may be one half of a core; while another
/// machine works on the other half, each has half of the core and of its caches, and no accounting says so.</summary>
/// <remarks>A thread on that processor runs a loop of a cycle a round, some 20 µs every 10 ms, which takes up to twice as long then, in CPU time
/// of its own. The shortest ever is taken for a core alone.</remarks>
internal sealed class SharedCore : IDisposable
{
    private const int Rounds = 1 << 15;
    private const double Slower = 1.4;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(10);

    private readonly Thread _thread;
    private readonly ManualResetEventSlim _ended = new();
    private readonly Lock _lock = new();
    private List<long> _probes = [];   // with the lock; nanoseconds
    private long _least;               // with the lock

    private SharedCore(int processor, long least)
    {
        _least = least;
        _thread = new Thread(() => Run(processor)) { IsBackground = true, Name = "shared core" };
        _thread.Start();
    }

    /// <summary>Looks at the processor on which a process is pinned; null if it may run on several.</summary>
    /// <param name="process">The process.</param>
    /// <param name="least">Nanoseconds of the loop on a core alone, as far as known before.</param>
    public static SharedCore? Of(int process, long least = long.MaxValue)
    {
        using var pinned = Process.GetProcessById(process);
        var mask = OperatingSystem.IsLinux() ? (ulong)pinned.ProcessorAffinity : 0;
        return ulong.IsPow2(mask) ? new SharedCore(System.Numerics.BitOperations.Log2(mask), least) : null;
    }

    /// <summary>Nanoseconds of the loop on a core alone, as far as known.</summary>
    public long Least
    {
        get
        {
            lock (_lock)
            {
                return _least;
            }
        }
    }

    /// <summary>How long the loop took since the last call, in nanoseconds.</summary>
    public IReadOnlyList<long> Take()
    {
        lock (_lock)
        {
            var taken = _probes;
            _probes = [];
            return taken;
        }
    }

    /// <summary>The share of the time in which the core was shared; null: not known.</summary>
    /// <param name="probes">How long the loop took.</param>
    /// <param name="least">How long it takes on a core alone.</param>
    public static double? ShareOf(IReadOnlyCollection<long> probes, long least) =>
        probes.Count == 0 ? null : probes.Count(probe => probe > Slower * least) / (double)probes.Count;

    public void Dispose()
    {
        _ended.Set();
        _thread.Join();
        _ended.Dispose();
    }

    private void Run(int processor)
    {
        if (!Libc.TryPinThisThread(processor))
        {
            return;   // then it is not known
        }

        do
        {
            var begin = Libc.ThreadTime();
            Spin();
            var took = Libc.ThreadTime() - begin;
            lock (_lock)
            {
                _probes.Add(took);
                _least = Math.Min(_least, took);
            }
        }
        while (!_ended.Wait(s_pause));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static int Spin()
    {
        var sum = 0;
        for (var round = 0; round < Rounds; round++)
        {
            sum += round;
        }

        return sum;
    }
}
