using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Threading.Tasks.Sources;
using Interlude.Host.Serving;
using Interlude.Lines;
using Interlude.Server;
using Interlude.World;

namespace Interlude.Benchmarks;

/// <summary>
/// What a message costs from the bytes that were received to the bytes that are sent, in the real server, but without the kernel: each connection stands
/// on a transport that gives a line when it is told to, and counts what is sent. <c>-- message</c>; the least of many slices, which other work on
/// the machine disturbs little and collections not at all, and what is allocated.
/// </summary>
internal static class MessageMeasurements
{
    private const int Slices = 400;
    private const int Messages = 4_000;   // of a slice
    private const int WarmUp = 60;        // slices

    public static void Run()
    {
        Measure("pairs", hearers: 1);
        Measure("channels of ten", hearers: 9);
    }

    private static void Measure(string what, int hearers)
    {
        const int People = 400;
        var options = new ServerOptions
        {
            Incarnation = new Incarnation(new NodeId(1), 1),
            Policy = new WorldPolicy(),
            Limits = new ServerLimits { MaxConnectionsPerAddress = People, LinesPerSecond = 1_000_000, LineBurst = 1_000_000 },
        };
        var loop = new ServerLoop(new ChatServer(options, new ChatWorld()), new MemoryJournal(), TimeProvider.System, Console.Error);
        var people = new List<GivenTransport>();
        for (var number = 0; number < People; number++)
        {
            var person = new GivenTransport();
            people.Add(person);
            loop.Accept(new LineConnection(person), PeerDialect.Irc);
            person.Give(Encoding.UTF8.GetBytes($"NICK p{number}\r\nUSER p 0 * :p\r\n"));
            if (hearers > 1)
            {
                person.Give(Encoding.UTF8.GetBytes($"JOIN #c{number / (hearers + 1)}\r\n"));
            }
        }

        var lines = people.Select((_, number) => Encoding.UTF8.GetBytes(
            $"PRIVMSG {(hearers > 1 ? $"#c{number / (hearers + 1)}" : $"p{number ^ 1}")} :{new string('x', 100)}\r\n")).ToArray();
        var (least, sent) = (TimeSpan.MaxValue, people.Sum(person => person.Sent));
        var allocated = 0L;
        for (var slice = 0; slice < Slices; slice++)
        {
            var (begin, before) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
            for (var message = 0; message < Messages; message++)
            {
                people[message % People].Give(lines[message % People]);
            }

            var took = Stopwatch.GetElapsedTime(begin);
            if (slice >= WarmUp)
            {
                least = took < least ? took : least;
                allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            }
        }

        sent = people.Sum(person => person.Sent) - sent;
        if (sent != (long)hearers * Slices * Messages)
        {
            throw new InvalidOperationException($"{what}: {sent} sends for {Slices * Messages} messages to {hearers}; somebody was not there.");
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {least.TotalMicroseconds / Messages:F2} µs and {allocated / (double)((Slices - WarmUp) * Messages):F0} bytes a message, {sent / (double)(Slices * (long)Messages):F2} sends"));
    }

    private sealed class GivenTransport : LineTransport, IValueTaskSource
    {
        private ManualResetValueTaskSourceCore<bool> _core;
        private byte[]? _given;
        private volatile bool _isWaitedFor;

        public override string RemoteName => "nobody";

        public long Sent { get; private set; }

        public void Give(byte[] line)
        {
            while (!_isWaitedFor)
            {
                Thread.Yield();   // a timer's thread is at it, and goes on with what came meanwhile
            }

            _isWaitedFor = false;
            _given = line;
            _core.SetResult(true);
        }

        public override ValueTask WaitToReceiveAsync(CancellationToken cancellationToken)
        {
            _core.Reset();
            _isWaitedFor = true;
            return new(this, _core.Version);
        }

        public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            _given.CopyTo(buffer);
            return new(_given!.Length);
        }

        public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
        {
            Sent++;
            return ValueTask.CompletedTask;
        }

        public override int SendAtOnce(ReadOnlySpan<byte> bytes)
        {
            Sent++;
            return bytes.Length;
        }

        public override ValueTask EndSendingAsync() => ValueTask.CompletedTask;

        public override void Abort()
        {
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

        void IValueTaskSource.GetResult(short token) => _core.GetResult(token);

        ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

        void IValueTaskSource.OnCompleted(
            Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            _core.OnCompleted(continuation, state, token, flags);
    }
}
