using BenchmarkDotNet.Attributes;
using Interlude.Server;
using Interlude.Server.Dialects.Irc;
using Interlude.Tests.Support;
using Interlude.World;

namespace Interlude.Benchmarks;

/// <summary>What it costs to make the bytes of something said, once for all who get the same.</summary>
[MemoryDiagnoser]
public class RenderBenchmarks
{
    private readonly List<Event> _events = [];
    private IrcClient _client = null!;

    /// <summary>Says something.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var host = new SilentHost();
        var speaker = host.Connect();
        host.Receive(speaker, "JOIN #room"u8);
        _client = (IrcClient)host.Find(speaker);
        host.World.Apply(host.NextSaying(speaker, "#room"u8, "good morning to everybody who reads this line"u8), _events);
    }

    /// <summary>For who wants no tags.</summary>
    [Benchmark(Baseline = true)]
    public int Plain() => Render(IrcKind.Any);

    /// <summary>With time and message id.</summary>
    [Benchmark]
    public int Tagged() => Render(IrcKind.Any | IrcKind.Time | IrcKind.Tags);

    private int Render(IrcKind kind) => IrcEvents.Render(_client, _events[0], new Stamp(1, 0, new Timestamp(1_800_000_000_000)), kind).Length;
}
