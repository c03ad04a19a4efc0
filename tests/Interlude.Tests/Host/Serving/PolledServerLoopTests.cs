using Interlude.Host.Serving;
using Interlude.Lines;
using Interlude.Tests.Lines;

namespace Interlude.Tests.Host.Serving;

/// <summary>The loop beside a poller: what the thread that polls brings is worked off turn by turn.</summary>
public sealed class PolledServerLoopTests : IAsyncDisposable
{
    private readonly EpollPoller _poller;
    private readonly StringWriter _errors = new();
    private readonly ServerLoop _loop;
    private readonly LineListener _listener;

    public PolledServerLoopTests()
    {
        _poller = Requires.Poller();
        _loop = LobbyLoop.Begin(new MemoryJournal(), _errors, outside: new Outside { Poller = _poller });
        _listener = LineListener.Open(new LineEndPoint.Tcp("127.0.0.1", 0), new() { Poller = _poller });
        _listener.Start(connection => _loop.Accept(connection));
    }

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        _poller.Dispose();
        await _loop.DisposeAsync();
    }

    [Fact]
    public async Task Inputs_of_a_turn_are_worked_off_at_once_and_what_they_write_is_sent_at_its_end()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var connection = new LineConnection(near);
        var client = new LineConnection(far);
        var (waiting, sent) = (-1, -1);

        await OnPollerAsync(() =>
        {
            _loop.Accept(connection);
            (waiting, sent) = (_loop.Waiting, connection.OutboxPeakBytes);
        });

        Assert.Equal((0, 0), (waiting, sent));
        Assert.True((await client.ReadLineAsync().AsTask().WaitAsync(Peers.Limit))!.Value.Span.StartsWith("* Welcome"u8));
        client.Abort();
    }

    [Fact]
    public async Task A_queue_that_is_never_empty_leaves_the_poller_time_for_its_sockets()
    {
        var stop = false;
        void Again()
        {
            if (!Volatile.Read(ref stop))
            {
                _loop.Post(Again);
            }
        }

        await OnPollerAsync(() => _loop.Post(Again));

        using var ana = await ArriveAsync("ana");
        using var bob = await ArriveAsync("bob");
        await ana.WriteAsync("hello\n");
        await bob.ReadUntilAsync("<ana> hello");
        Volatile.Write(ref stop, true);
        Assert.False(_loop.Failed.IsCompleted);
    }

    [Fact]
    public async Task What_another_thread_brings_and_cannot_work_off_in_a_round_the_poller_does()
    {
        var (times, done) = (0, new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        void Again()
        {
            if (times++ < 5000)
            {
                _loop.Post(Again);
            }
            else
            {
                done.SetResult(_poller.IsCurrent);
            }
        }

        await Task.Run(() => _loop.Post(Again));

        Assert.True(await done.Task.WaitAsync(Peers.Limit));
    }

    [Fact]
    public async Task Many_at_once_are_each_answered_in_their_order()
    {
        var people = new List<Person>();
        for (var i = 0; i < 20; i++)
        {
            people.Add(await ArriveAsync($"p{i}"));
        }

        await Task.WhenAll(people.Select(person =>
            person.WriteAsync(string.Concat(Enumerable.Range(0, 200).Select(i => $"/ping {i}\n")))));

        foreach (var person in people)
        {
            for (var i = 0; i < 200; i++)
            {
                Assert.Equal($"* Pong: {i}", await person.ReadUntilAsync("* Pong"));
            }

            person.Dispose();
        }
    }

    private Task<Person> ArriveAsync(string name) =>
        Person.ArriveAsync(((LineEndPoint.Tcp)_listener.EndPoint).Port, name);

    // Does it on the polling thread.
    private async Task OnPollerAsync(Action action)
    {
        var (one, other) = Media.Sockets(unix: false);
        await using var transport = new EpollTransport(one, _poller);
        var acting = ActAsync(transport, action);
        other.Send("x"u8);
        await acting.WaitAsync(Peers.Limit);
        other.Dispose();
    }

    private static async Task ActAsync(EpollTransport transport, Action action)
    {
        await transport.WaitToReceiveAsync(CancellationToken.None).ConfigureAwait(false);
        action();
    }
}
