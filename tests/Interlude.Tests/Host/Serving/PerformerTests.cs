using System.Text;
using Interlude.Host.Serving;
using Interlude.Lines;
using Interlude.Server;

namespace Interlude.Tests.Host.Serving;

/// <summary>What is handed to whom, and when, around a real server; connections in memory.</summary>
public sealed class PerformerTests : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly StringWriter _errors = new();
    private readonly ServerLoop _loop;

    public PerformerTests() =>
        _loop = LobbyLoop.Begin(
            new MemoryJournal(), _errors, new ServerLimits { MaxOutboxBytes = 20_000, LinesPerSecond = 10_000, LineBurst = 10_000 });

    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    [Theory]
    [InlineData("/ping first\nhello\n/ping last\n", "* Pong: last")]
    [InlineData("/ping first\nhello\n/help\n", "/help")]      // a long answer, which is paced
    [InlineData("/ping first\nhello\n.\n", "* Goodbye")]        // closes
    public async Task Nothing_is_sent_to_who_asked_before_all_have_been_handed_what_it_caused(string lines, string lastAnswer)
    {
        var (ana, bob) = (await EnterAsync("ana"), await EnterAsync("bob"));
        var handed = -1L;
        var before = bob.Handed;
        ana.Sending = bytes => handed = bytes.Contains(lastAnswer, StringComparison.Ordinal) && handed < 0 ? bob.Handed : handed;

        await ana.TypeAsync(lines);

        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref handed) >= 0, Limit), ana.Sent);
        Assert.InRange(handed, before + "<ana> hello\n".Length, long.MaxValue);
        Assert.Empty(_errors.ToString());
    }

    [Fact]
    public async Task Who_is_said_more_at_once_than_may_wait_for_it_gets_it_if_it_reads()
    {
        var (ana, bob) = (await EnterAsync("ana"), await EnterAsync("bob"));

        for (var block = 0; block < 20; block++)
        {
            await ana.TypeAsync(string.Concat(Enumerable.Repeat(new string('x', 300) + "\n", 10)));
        }

        await ana.TypeAsync("end\n");
        Assert.True(SpinWait.SpinUntil(() => bob.Sent.Contains("<ana> end", StringComparison.Ordinal), Limit), bob.Sent);
        Assert.Equal(200, bob.Sent.Split("<ana> xxx").Length - 1);
        Assert.Equal(LineInputEnd.Open, bob.Connection.InputEnd);
    }

    private async Task<Guest> EnterAsync(string name)
    {
        var guest = new Guest();
        _loop.Accept(guest.Connection);
        await guest.TypeAsync($"{name}\n/ping ready\n");
        Assert.True(SpinWait.SpinUntil(() => guest.Sent.Contains("* Pong: ready", StringComparison.Ordinal), Limit), guest.Sent);
        return guest;
    }

    /// <summary>Somebody who reads everything, and tells of it before.</summary>
    private sealed class Guest
    {
        private readonly LineTransport _far;
        private readonly StringBuilder _sent = new();
        private long _bytes;

        public Guest()
        {
            (var near, _far) = MemoryTransport.CreatePair(capacityBytes: 1 << 20);
            Connection = new LineConnection(new Telling(near, this), new LineConnectionOptions { Delimiters = Delimiters.LfOrCrLf });
        }

        public LineConnection Connection { get; }

        public Action<string> Sending { get; set; } = _ => { };

        public string Sent
        {
            get
            {
                lock (_sent)
                {
                    return _sent.ToString();
                }
            }
        }

        /// <summary>Bytes that its outbox has had.</summary>
        public long Handed => Interlocked.Read(ref _bytes) + Connection.OutboxBytes;

        public async Task TypeAsync(string text) => await _far.SendAsync(Encoding.UTF8.GetBytes(text));

        private void Tell(ReadOnlySpan<byte> bytes)
        {
            var text = Encoding.UTF8.GetString(bytes);
            Sending(text);
            lock (_sent)
            {
                _sent.Append(text);
            }

            Interlocked.Add(ref _bytes, bytes.Length);
        }

        private sealed class Telling(LineTransport inner, Guest guest) : LineTransport
        {
            public override string RemoteName => "a guest";

            public override ValueTask WaitToReceiveAsync(CancellationToken cancellationToken) => inner.WaitToReceiveAsync(cancellationToken);

            public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
                inner.ReceiveAsync(buffer, cancellationToken);

            public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
            {
                guest.Tell(bytes.Span);
                return ValueTask.CompletedTask;
            }

            public override ValueTask EndSendingAsync() => inner.EndSendingAsync();

            public override void Abort() => inner.Abort();

            public override ValueTask DisposeAsync() => inner.DisposeAsync();
        }
    }
}
