using System.Text;
using BenchmarkDotNet.Attributes;
using Interlude.Server;
using Interlude.Tests.Support;

namespace Interlude.Benchmarks;

/// <summary>
/// What a message costs in the middle: a line of IRC into the real server, its wish through a log that only numbers, and
/// the bytes that come out, without sockets. Allocated is a message's, whoever hears it.
/// </summary>
[MemoryDiagnoser]
public class SpeechBenchmarks
{
    private SilentHost _host = null!;
    private ClientId _speaker;
    private byte[] _line = [];

    /// <summary>How many hear it: one, whom it is told; or the others on a channel.</summary>
    [Params(1, 9, 499)]
    public int Hearers { get; set; }

    /// <summary>Whether half of them see times and message ids.</summary>
    [Params(false, true)]
    public bool Tags { get; set; }

    /// <summary>Connects everybody.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _host = new SilentHost();
        _speaker = _host.Connect();
        for (var number = 1; number <= Hearers; number++)
        {
            _host.Receive(_host.Connect(Tags && number % 2 == 1 ? "server-time message-tags" : null), "JOIN #room"u8);
        }

        _host.Receive(_speaker, "JOIN #room"u8);
        _line = Encoding.UTF8.GetBytes($"PRIVMSG {(Hearers > 1 ? "#room" : "user2")} :{new string('x', 80)}");
    }

    /// <summary>One message.</summary>
    [Benchmark]
    public long Say()
    {
        _host.Receive(_speaker, _line);
        return _host.Sent;
    }
}
