using System.Text;
using Interlude.Host.Serving;
using Interlude.Lines;
using Interlude.Server;
using Interlude.World;

namespace Interlude.Tests.Host.Serving;

/// <summary>The loop before a log to which a batch is costly: what is wished in a round is one.</summary>
public sealed class GatheringLoopTests : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly CostlyJournal _journal = new();
    private readonly StringWriter _errors = new();
    private readonly ServerLoop _loop;

    public GatheringLoopTests()
    {
        var options = new ServerOptions
        {
            Incarnation = new Incarnation(new NodeId(1), 1),
            Policy = new WorldPolicy { Lobby = Names.Channel("#lobby") },
            Limits = new ServerLimits { MaxBatchWishes = 3, MaxConnectionsPerAddress = 100 },
        };
        _loop = new ServerLoop(new ChatServer(options, new ChatWorld()), _journal, TimeProvider.System, _errors);
    }

    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    [Fact]
    public async Task Lines_of_one_come_one_after_the_other_beside_those_of_others_and_all_is_sent_once()
    {
        var people = new[] { await EnterAsync("ana"), await EnterAsync("bob"), await EnterAsync("eve") };
        _journal.Sizes.Clear();
        var before = people[2].Sends;

        await InOneRoundAsync(people[..2], "one\ntwo\nthree\n");

        await people[2].ReadUntilAsync("<bob> three");
        Assert.Equal([2, 2, 2], _journal.Sizes);
        Assert.Equal(before + 1, people[2].Sends);
        Assert.Empty(_errors.ToString());
    }

    [Fact]
    public async Task What_is_wished_while_a_batch_is_under_way_is_the_next()
    {
        var (ana, bob, eve) = (await EnterAsync("ana"), await EnterAsync("bob"), await EnterAsync("eve"));
        _journal.Sizes.Clear();
        _journal.Stall();
        await ana.TypeAsync("one\n");
        Assert.True(SpinWait.SpinUntil(() => _journal.Sizes.Count == 1, Limit));

        await ana.TypeAsync("two\n");   // not heard before the first is answered
        await InOneRoundAsync([bob, eve], "two\n");
        _journal.Open();

        await bob.ReadUntilAsync("<ana> two");
        Assert.Equal([1, 2, 1], _journal.Sizes);
    }

    [Fact]
    public async Task What_is_too_much_for_a_round_is_not_left_behind()
    {
        var people = new List<Guest>();
        for (var i = 0; i < 30; i++)
        {
            people.Add(await EnterAsync($"p{i}"));
        }

        await InOneRoundAsync(people, "hello\n");

        for (var i = 1; i < people.Count; i++)
        {
            await people[0].ReadUntilAsync($"<p{i}> hello");
        }
    }

    [Fact]
    public async Task A_batch_that_fails_is_told_to_all_who_wished()
    {
        var people = new[] { await EnterAsync("ana"), await EnterAsync("bob") };
        _journal.Next = AppendResult.Failed;

        await InOneRoundAsync(people, "one\n");

        await Task.WhenAll(people.Select(person => person.ReadUntilAsync("* The server cannot record anything at the moment")));
    }

    // The loop is held until the lines of all are there.
    private async Task InOneRoundAsync(IReadOnlyList<Guest> people, string lines)
    {
        using var isHeld = new ManualResetEventSlim();
        using var gate = new ManualResetEventSlim();
        var holding = Task.Run(() => _loop.Post(() =>
        {
            isHeld.Set();
            gate.Wait(Limit);
        }));
        Assert.True(isHeld.Wait(Limit));
        foreach (var person in people)
        {
            await person.TypeAsync(lines);
        }

        Assert.True(SpinWait.SpinUntil(() => _loop.Waiting > people.Count, Limit));
        gate.Set();
        await holding;
    }

    private async Task<Guest> EnterAsync(string name)
    {
        var guest = new Guest();
        _loop.Accept(guest.Connection);
        await guest.TypeAsync($"{name}\n/ping ready\n");
        await guest.ReadUntilAsync("* Pong: ready");
        return guest;
    }

    /// <summary>In memory; it counts the wishes of each batch, and can be stalled and refuse.</summary>
    private sealed class CostlyJournal : Journal
    {
        private readonly RehearsedJournal _journal = new();

        public List<int> Sizes { get; } = [];

        public AppendResult Next
        {
            set => _journal.Next = value;
        }

        public override bool WantsFew => true;

        public void Stall() => _journal.Stall();

        public void Open() => _journal.Open();

        public override ValueTask<Appended> AppendAsync(Batch batch)
        {
            Sizes.Add(batch.Wishes.Count);
            return _journal.AppendAsync(batch);
        }
    }

    /// <summary>Somebody whose sends are counted.</summary>
    private sealed class Guest
    {
        private readonly LineTransport _far;
        private readonly Func<int> _sends;
        private string _seen = string.Empty;

        public Guest()
        {
            (var near, _far) = MemoryTransport.CreatePair(capacityBytes: 1 << 20);
            var counting = new Counting(near);
            _sends = () => counting.Sends;
            Connection = new LineConnection(counting, new LineConnectionOptions { Delimiters = Delimiters.LfOrCrLf });
        }

        public LineConnection Connection { get; }

        public int Sends => _sends();

        public async Task TypeAsync(string text) => await _far.SendAsync(Encoding.UTF8.GetBytes(text));

        public async Task ReadUntilAsync(string text)
        {
            var buffer = new byte[4096];
            while (!_seen.Contains(text, StringComparison.Ordinal))
            {
                var count = await _far.ReceiveAsync(buffer, CancellationToken.None).AsTask().WaitAsync(Limit);
                Assert.NotEqual(0, count);
                _seen += Encoding.UTF8.GetString(buffer, 0, count);
            }
        }
    }

    private sealed class Counting(LineTransport inner) : LineTransport
    {
        private int _sends;

        public int Sends => Volatile.Read(ref _sends);

        public override string RemoteName => "a guest";

        public override ValueTask WaitToReceiveAsync(CancellationToken cancellationToken) => inner.WaitToReceiveAsync(cancellationToken);

        public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
            inner.ReceiveAsync(buffer, cancellationToken);

        public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
        {
            Interlocked.Increment(ref _sends);
            return inner.SendAsync(bytes);
        }

        public override ValueTask EndSendingAsync() => inner.EndSendingAsync();

        public override void Abort() => inner.Abort();

        public override ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
