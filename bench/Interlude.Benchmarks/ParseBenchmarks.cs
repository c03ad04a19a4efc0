using BenchmarkDotNet.Attributes;
using Interlude.Irc;

namespace Interlude.Benchmarks;

/// <summary>What it costs to see a line of IRC as a message.</summary>
[MemoryDiagnoser]
public class ParseBenchmarks
{
    private readonly byte[] _plain = "PRIVMSG #room :good morning to everybody who reads this line"u8.ToArray();
    private readonly byte[] _tagged =
        "@+draft/reply=e1-12-0;label=ab12;+draft/react=\\:-) PRIVMSG #room :good morning to everybody who reads this line"u8.ToArray();

    /// <summary>What most lines are.</summary>
    [Benchmark(Baseline = true)]
    public int Plain() => IrcMessage.TryParse(_plain, out var message) ? message[1].Length : 0;

    /// <summary>With three tags, one of which is looked for.</summary>
    [Benchmark]
    public int Tagged() =>
        IrcMessage.TryParse(_tagged, out var message) && message.Tags.TryGet("label"u8, out var label) ? message[1].Length + label.Length : 0;
}
