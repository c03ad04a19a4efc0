using BenchmarkDotNet.Attributes;
using Interlude.Lines;

namespace Interlude.Benchmarks;

/// <summary>What a line costs on its way into a connection's outbox, and what sending costs without the kernel.</summary>
[MemoryDiagnoser]
public class OutboxBenchmarks : IAsyncDisposable
{
    private const int Lines = 32;

    private readonly byte[] _line = [.. ":ana!ana@localhost PRIVMSG #room :good morning to everybody who reads this line\r\n"u8];
    private LineConnection _connection = null!;

    /// <summary>Opens a connection to nowhere.</summary>
    [GlobalSetup]
    public void Setup() => _connection = new LineConnection(new Nowhere());

    /// <summary>One written, one sent.</summary>
    [Benchmark(Baseline = true)]
    public bool Alone()
    {
        var written = _connection.TryWrite(_line);
        _connection.Flush();
        return written;
    }

    /// <summary>A round's worth, sent as one; a line's share.</summary>
    [Benchmark(OperationsPerInvoke = Lines)]
    public bool Merged()
    {
        var written = true;
        for (var line = 0; line < Lines; line++)
        {
            written &= _connection.TryWrite(_line);
        }

        _connection.Flush();
        return written;
    }

    /// <summary>Closes it.</summary>
    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Takes everything at once and says nothing.</summary>
    private sealed class Nowhere : LineTransport
    {
        public override string RemoteName => "nowhere";

        public override ValueTask WaitToReceiveAsync(CancellationToken cancellationToken) => new(Task.Delay(Timeout.Infinite, cancellationToken));

        public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => new(0);

        public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => ValueTask.CompletedTask;

        public override ValueTask EndSendingAsync() => ValueTask.CompletedTask;

        public override void Abort()
        {
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
