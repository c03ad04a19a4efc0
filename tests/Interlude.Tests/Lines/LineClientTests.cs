using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

public class LineClientTests
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(250);

    private readonly ManualTime _time = new();
    private readonly RehearsedConnector _connector = new();

    [Fact]
    public async Task The_families_take_turns_and_each_attempt_waits_for_the_one_before()
    {
        var connect = Connect("1.0.0.1", "1.0.0.2", "2::1", "2::2", "1.0.0.3");
        foreach (var address in new[] { "1.0.0.1", "2::1", "1.0.0.2", "2::2" })
        {
            await _connector.StartedAsync(address);
            await _time.UntilDueInAsync(Delay).WaitAsync(Peers.Limit);
            _time.Advance(Delay - TimeSpan.FromTicks(1));
            Assert.Equal(address, _connector.Order[^1]);
            _time.Advance(TimeSpan.FromTicks(1));
        }

        await _connector.StartedAsync("1.0.0.3");
        var transport = _connector.Succeed("2::1");
        var connection = await connect.WaitAsync(Peers.Limit);

        Assert.Same(transport, connection.Transport);
        Assert.Equal(["1.0.0.1", "2::1", "1.0.0.2", "2::2", "1.0.0.3"], _connector.Order);
        await _connector.AllCancelledExceptAsync("2::1");
        connection.Abort();
    }

    [Fact]
    public async Task After_a_failure_the_next_attempt_begins_at_once()
    {
        var connect = Connect("1.0.0.1", "2::1");
        await _connector.StartedAsync("1.0.0.1");

        _connector.Fail("1.0.0.1", SocketError.ConnectionRefused);

        await _connector.StartedAsync("2::1");
        _connector.Succeed("2::1");
        (await connect.WaitAsync(Peers.Limit)).Abort();
        Assert.Equal(0, _time.GetTimestamp());
    }

    [Fact]
    public async Task One_that_comes_too_late_is_closed()
    {
        _connector.IgnoresCancellation = true;
        var connect = Connect("1.0.0.1", "1.0.0.2");
        await _connector.StartedAsync("1.0.0.1");
        await _time.UntilDueInAsync(Delay).WaitAsync(Peers.Limit);
        _time.Advance(Delay);
        await _connector.StartedAsync("1.0.0.2");
        _connector.Succeed("1.0.0.2");
        var connection = await connect.WaitAsync(Peers.Limit);

        _connector.Succeed("1.0.0.1", out var far);

        Assert.Equal("", await Peers.ReadToEndAsync(far));
        connection.Abort();
    }

    [Fact]
    public async Task When_all_fail_the_error_lists_what_was_tried()
    {
        var connect = Connect("1.0.0.1", "2::1", "1.0.0.2");
        foreach (var (address, error) in new[]
        {
            ("1.0.0.1", SocketError.ConnectionRefused), ("2::1", SocketError.NetworkUnreachable),
            ("1.0.0.2", SocketError.ConnectionRefused),
        })
        {
            await _connector.StartedAsync(address);
            _connector.Fail(address, error);
        }

        var failure = await Assert.ThrowsAsync<LineConnectException>(() => connect.WaitAsync(Peers.Limit));

        Assert.Equal("Connection refused (1.0.0.1:7, 1.0.0.2:7); Network is unreachable ([2::1]:7)", failure.Message);
        Assert.Equal(SocketError.ConnectionRefused, failure.SocketErrorCode);
        Assert.Equal(["1.0.0.1:7", "[2::1]:7", "1.0.0.2:7"], failure.Attempts.Select(a => a.Address.ToString()));
    }

    [Fact]
    public async Task Giving_up_is_not_taken_for_a_failure_when_the_last_attempt_hears_of_it_first()
    {
        using var stop = new CancellationTokenSource();
        var options = new LineClientOptions
        {
            Connector = (_, token) =>
            {
                stop.Cancel();
                return Task.FromCanceled<LineTransport>(token);
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => LineClient.ConnectAsync(new LineEndPoint.Tcp("127.0.0.1", 7), options, stop.Token).WaitAsync(Peers.Limit));
    }

    [Fact]
    public async Task When_nobody_answers_in_time_it_says_so()
    {
        var connect = Connect("1.0.0.1", "2::1");
        await _connector.StartedAsync("1.0.0.1");
        _connector.Fail("1.0.0.1", SocketError.ConnectionRefused);
        await _connector.StartedAsync("2::1");

        _time.Advance(TimeSpan.FromSeconds(30));

        var failure = await Assert.ThrowsAsync<LineConnectException>(() => connect.WaitAsync(Peers.Limit));
        Assert.Equal("Connection refused (1.0.0.1:7); no answer within 30 s ([2::1]:7)", failure.Message);
        Assert.Equal(SocketError.TimedOut, failure.SocketErrorCode);
        await _connector.AllCancelledExceptAsync("1.0.0.1");
    }

    [Fact]
    public async Task The_look_up_counts_too()
    {
        var connect = LineClient.ConnectAsync(new LineEndPoint.Tcp("name", 7), Options() with
        {
            Resolve = (_, _) => new TaskCompletionSource<IPAddress[]>().Task,
        });

        _time.Advance(TimeSpan.FromSeconds(30));

        var failure = await Assert.ThrowsAsync<LineConnectException>(() => connect.WaitAsync(Peers.Limit));
        Assert.Equal("the name was not looked up within 30 s", failure.Message);
    }

    [Fact]
    public async Task It_can_be_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        var connect = LineClient.ConnectAsync(new LineEndPoint.Tcp("1.0.0.1", 7), Options(), cancel.Token);
        await _connector.StartedAsync("1.0.0.1");

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connect.WaitAsync(Peers.Limit));
        await _connector.AllCancelledExceptAsync();
    }

    [Fact]
    public async Task A_dead_address_is_passed_over_for_one_that_answers()
    {
        await using var listener = LineListener.Open(new LineEndPoint.Tcp("127.0.0.3", 0));
        var port = ((LineEndPoint.Tcp)listener.EndPoint).Port;

        var connection = await LineClient.ConnectAsync(new LineEndPoint.Tcp("name", port), new LineClientOptions
        {
            Resolve = (_, _) => Task.FromResult(new[] { IPAddress.Parse("127.0.0.2"), IPAddress.Parse("127.0.0.3") }),
        }).WaitAsync(Peers.Limit);

        Assert.Equal($"127.0.0.3:{port}", connection.Transport.RemoteName);
        connection.Abort();
    }

    [Fact]
    public async Task Sockets_of_dead_addresses_are_named_in_the_error()
    {
        int port;
        await using (var listener = LineListener.Open(new LineEndPoint.Tcp("127.0.0.2", 0)))
        {
            port = ((LineEndPoint.Tcp)listener.EndPoint).Port;
        }

        var failure = await Assert.ThrowsAsync<LineConnectException>(
            () => LineClient.ConnectAsync(new LineEndPoint.Tcp("127.0.0.2", port)).WaitAsync(Peers.Limit));

        Assert.Equal($"Connection refused (127.0.0.2:{port})", failure.Message);
    }

    [Fact]
    public async Task A_full_backlog_is_given_up_after_the_timeout()
    {
        // A listener that accepts nothing and whose queue is full drops further connects: a black hole on loopback.
        using var hole = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        hole.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        hole.Listen(0);
        var port = ((IPEndPoint)hole.LocalEndPoint!).Port;
        using var filler = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        filler.Connect(hole.LocalEndPoint!);
        var connect = LineClient.ConnectAsync(new LineEndPoint.Tcp("127.0.0.1", port), new LineClientOptions
        {
            Connection = new() { TimeProvider = _time },
        });
        Assert.False(connect.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(30));

        var failure = await Assert.ThrowsAsync<LineConnectException>(() => connect.WaitAsync(Peers.Limit));
        Assert.Equal($"no answer within 30 s (127.0.0.1:{port})", failure.Message);
    }

    [Fact]
    public async Task It_connects_from_the_address_it_is_told()
    {
        await using var listener = LineListener.Open(new LineEndPoint.Tcp("127.0.0.1", 0));
        var accepted = new TaskCompletionSource<LineConnection>();
        listener.Start(accepted.SetResult);

        var connection = await LineClient.ConnectAsync(listener.EndPoint, new LineClientOptions
        {
            LocalEndPoint = new(IPAddress.Parse("127.0.0.5"), 0),
        }).WaitAsync(Peers.Limit);

        Assert.StartsWith("127.0.0.5:", (await accepted.Task.WaitAsync(Peers.Limit)).Transport.RemoteName);
        connection.Abort();
        (await accepted.Task).Abort();
    }

    [Fact]
    public async Task A_host_without_an_address_of_the_family_is_refused_by_name()
    {
        var failure = await Assert.ThrowsAsync<LineConnectException>(
            () => LineClient.ConnectAsync(new LineEndPoint.Tcp("127.0.0.1", 7) { Families = AddressFamilies.IPv6 }));

        Assert.Equal("127.0.0.1 has no address of the family asked for", failure.Message);
    }

    private LineClientOptions Options() =>
        new() { Connection = new() { TimeProvider = _time }, Connector = _connector.ConnectAsync };

    private Task<LineConnection> Connect(params string[] addresses) =>
        LineClient.ConnectAsync(new LineEndPoint.Tcp("name", 7), Options() with
        {
            Resolve = (_, _) => Task.FromResult(addresses.Select(IPAddress.Parse).ToArray()),
        });

    /// <summary>Attempts that end when and as the test says.</summary>
    private sealed class RehearsedConnector
    {
        private readonly ConcurrentDictionary<string, Attempt> _attempts = new();
        private readonly ConcurrentQueue<string> _order = new();

        public bool IgnoresCancellation { get; set; }

        public IReadOnlyList<string> Order => [.. _order];

        public Task<LineTransport> ConnectAsync(EndPoint address, CancellationToken cancellationToken)
        {
            var name = ((IPEndPoint)address).Address.ToString();
            var attempt = Find(name);
            _order.Enqueue(name);
            attempt.Started.SetResult();
            return IgnoresCancellation ? attempt.Ended.Task : WaitAsync();

            async Task<LineTransport> WaitAsync()
            {
                try
                {
                    return await attempt.Ended.Task.WaitAsync(cancellationToken);
                }
                catch (OperationCanceledException)
                {
                    attempt.Cancelled.SetResult();
                    throw;
                }
            }
        }

        public Task StartedAsync(string address) => Find(address).Started.Task.WaitAsync(Peers.Limit);

        public MemoryTransport Succeed(string address) => Succeed(address, out _);

        public MemoryTransport Succeed(string address, out MemoryTransport far)
        {
            (var near, far) = MemoryTransport.CreatePair();
            Find(address).Ended.SetResult(near);
            return near;
        }

        public void Fail(string address, SocketError error) =>
            Find(address).Ended.SetException(new SocketException((int)error));

        public Task AllCancelledExceptAsync(params string[] except) =>
            Task.WhenAll(_attempts.Where(a => !except.Contains(a.Key)).Select(a => a.Value.Cancelled.Task)).WaitAsync(Peers.Limit);

        private Attempt Find(string address) => _attempts.GetOrAdd(address, _ => new());

        private sealed class Attempt
        {
            public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

            public TaskCompletionSource<LineTransport> Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

            public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
