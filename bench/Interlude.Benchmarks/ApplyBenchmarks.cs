using BenchmarkDotNet.Attributes;
using Interlude.Tests.Support;
using Interlude.World;

namespace Interlude.Benchmarks;

/// <summary>What the world takes to apply something said, from the entry to the event with its audience.</summary>
[MemoryDiagnoser]
public class ApplyBenchmarks
{
    private readonly SilentHost _host = new();
    private readonly List<Event> _events = [];
    private Interlude.Server.ClientId _speaker;

    /// <summary>How many are on the channel.</summary>
    [Params(10, 500)]
    public int Members { get; set; }

    /// <summary>Brings everybody there.</summary>
    [GlobalSetup]
    public void Setup()
    {
        for (var number = 0; number < Members; number++)
        {
            _speaker = _host.Connect();
            _host.Receive(_speaker, "JOIN #room"u8);
        }
    }

    /// <summary>On the channel; the entry is made too.</summary>
    [Benchmark]
    public int Say() => Apply("#room"u8);

    /// <summary>To one of them.</summary>
    [Benchmark]
    public int Tell() => Apply("user1"u8);

    private int Apply(ReadOnlySpan<byte> target)
    {
        _events.Clear();
        _host.World.Apply(_host.NextSaying(_speaker, target, "good morning to everybody who reads this line"u8), _events);
        return _events.Count;
    }
}
