using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

public sealed class ReconnectingLineClientTests : IAsyncDisposable
{
    private readonly ManualTime _time = new();
    private readonly Channel<TaskCompletionSource<LineTransport>> _connects = Channel.CreateUnbounded<TaskCompletionSource<LineTransport>>();
    private readonly Channel<(LineClientItem Item, string Text)> _items = Channel.CreateUnbounded<(LineClientItem, string)>();
    private readonly CancellationTokenSource _stop = new();
    private readonly ReconnectOptions _options;
    private Task _reading = Task.CompletedTask;

    public ReconnectingLineClientTests() => _options = new()
    {
        Seed = 1,
        Client = new()
        {
            Connection = new() { TimeProvider = _time, LingerTime = TimeSpan.Zero },
            Connector = (_, cancellationToken) =>
            {
                var connect = new TaskCompletionSource<LineTransport>(TaskCreationOptions.RunContinuationsAsynchronously);
                Assert.True(_connects.Writer.TryWrite(connect));
                return connect.Task.WaitAsync(cancellationToken);
            },
        },
    };

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading.WaitAsync(Peers.Limit);
        _stop.Dispose();
    }

    [Fact]
    public async Task A_gap_is_told_where_it_is_and_how_long_it_was()
    {
        Start(_options);
        var far = await AcceptAsync();
        Assert.Null((await NextAsync(LineClientItemKind.Connected)).Item.Gap);
        await Peers.SendAsync(far, "one\ntwo\n");
        Assert.Equal("one", (await NextAsync(LineClientItemKind.Line)).Text);
        Assert.Equal("two", (await NextAsync(LineClientItemKind.Line)).Text);
        far.Abort();

        var (lost, _) = await NextAsync(LineClientItemKind.Lost);
        Assert.Equal(LineCloseKind.Reset, lost.Reason!.Kind);
        Assert.InRange(lost.Pause.TotalMilliseconds, 250, 500);
        await PassAsync(lost.Pause);
        await RefuseAsync();
        var (retrying, _) = await NextAsync(LineClientItemKind.Retrying);
        Assert.Equal("Connection refused (1.0.0.1:7)", retrying.Failure!.Message);
        Assert.InRange(retrying.Pause.TotalMilliseconds, 500, 1000);
        await PassAsync(retrying.Pause);
        far = await AcceptAsync();

        var (connected, _) = await NextAsync(LineClientItemKind.Connected);
        Assert.Equal(new LineGap(lost.Reason, lost.Pause + retrying.Pause), connected.Gap);
        await Peers.SendAsync(far, "three\n");
        Assert.Equal("three", (await NextAsync(LineClientItemKind.Line)).Text);
    }

    [Fact]
    public async Task The_login_is_said_at_each_connect_before_anything_else()
    {
        var client = Start(_options with { Login = LogInAsync });
        for (var i = 0; i < 2; i++)
        {
            var far = await AcceptAsync();
            Assert.Equal("hello\r\n", await ReadAsync(far));
            Assert.False(client.TryWriteLine("early"u8));
            await Peers.SendAsync(far, "welcome\nnews\n");
            await NextAsync(LineClientItemKind.Connected);
            Assert.True(client.TryWriteLine("now"u8));

            Assert.Equal("news", (await NextAsync(LineClientItemKind.Line)).Text);
            Assert.Equal("now\r\n", await ReadAsync(far));
            await far.EndSendingAsync();
            var (lost, _) = await NextAsync(LineClientItemKind.Lost);
            Assert.Equal(LineCloseKind.PeerClosed, lost.Reason!.Kind);
            await PassAsync(lost.Pause);
        }
    }

    [Fact]
    public async Task A_login_that_does_not_come_through_or_takes_too_long_is_a_failed_connect()
    {
        Start(_options with { Login = LogInAsync });
        var far = await AcceptAsync();
        await Peers.SendAsync(far, "go away\n");
        var (refused, _) = await NextAsync(LineClientItemKind.Retrying);
        Assert.Equal("the login did not come through", refused.Failure!.Message);
        await PassAsync(refused.Pause);

        far = await AcceptAsync();
        Assert.Equal("hello\r\n", await ReadAsync(far));
        await PassAsync(TimeSpan.FromSeconds(30));

        Assert.Equal("the login took longer than 30 s", (await NextAsync(LineClientItemKind.Retrying)).Item.Failure!.Message);
    }

    [Fact]
    public async Task Another_exception_of_the_login_ends_the_client()
    {
        Start(_options with { Login = (_, _) => throw new InvalidDataException("wrong password") });
        var far = await AcceptAsync();

        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => _reading.WaitAsync(Peers.Limit));

        Assert.Equal("wrong password", failure.Message);
        await Assert.ThrowsAsync<IOException>(() => ReadAsync(far));
        _reading = Task.CompletedTask;
    }

    [Fact]
    public async Task Lines_are_refused_in_a_gap()
    {
        var client = Start(_options);

        Assert.False(await client.WriteLineAsync("x"u8.ToArray()));

        Assert.False(client.TryWriteLine("x"u8));
        Assert.Null(client.Connection);
    }

    [Fact]
    public async Task Lines_can_wait_for_the_end_of_the_gap()
    {
        var client = Start(_options with { GapWrites = GapWritePolicy.Wait });
        var write = client.WriteLineAsync("waited"u8.ToArray()).AsTask();
        using var cancel = new CancellationTokenSource();
        var cancelled = client.WriteLineAsync("cancelled"u8.ToArray(), cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.False(write.IsCompleted);

        var far = await AcceptAsync();

        Assert.True(await write.WaitAsync(Peers.Limit));
        Assert.Equal("waited\r\n", await ReadAsync(far));
    }

    [Fact]
    public async Task Stopping_closes_the_connection_in_good_order_and_lets_nobody_wait()
    {
        var client = Start(_options with { GapWrites = GapWritePolicy.Wait });
        var far = await AcceptAsync();
        await NextAsync(LineClientItemKind.Connected);
        Assert.True(client.Connection!.TryWrite("owed\r\n"u8));

        await _stop.CancelAsync();

        Assert.Equal("owed\r\n", await Peers.ReadToEndAsync(far));
        await _reading.WaitAsync(Peers.Limit);
        Assert.False(await client.WriteLineAsync("x"u8.ToArray()));
    }

    [Fact]
    public async Task After_a_connection_that_lasted_pauses_begin_anew()
    {
        Start(_options);
        for (var bound = 500; bound <= 4000; bound *= 2)
        {
            await RefuseAsync();
            var (retrying, _) = await NextAsync(LineClientItemKind.Retrying);
            Assert.InRange(retrying.Pause.TotalMilliseconds, bound / 2, bound);
            await PassAsync(retrying.Pause);
        }

        foreach (var (lasts, least, most) in new[] { (59, 4000, 8000), (60, 250, 500) })
        {
            var far = await AcceptAsync();
            await NextAsync(LineClientItemKind.Connected);
            _time.Advance(TimeSpan.FromSeconds(lasts));
            far.Abort();
            var (lost, _) = await NextAsync(LineClientItemKind.Lost);
            Assert.InRange(lost.Pause.TotalMilliseconds, least, most);
            await PassAsync(lost.Pause);
        }
    }

    [Fact]
    public async Task A_seed_means_the_same_pauses_everywhere()
    {
        var second = TimeSpan.FromSeconds(1);
        Start(_options with { Seed = 42, FirstPause = second, LongestPause = second });
        foreach (var milliseconds in new[] { 871, 580, 640 })   // SplitMix64 of 42, as other programs have it
        {
            await RefuseAsync();
            var (retrying, _) = await NextAsync(LineClientItemKind.Retrying);
            Assert.Equal(milliseconds, retrying.Pause.TotalMilliseconds);
            await PassAsync(retrying.Pause);
        }
    }

    [Fact]
    public async Task Only_one_may_read()
    {
        var client = Start(_options);

        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (var _ in client.ReadAsync())
            {
            }
        });
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_a_reason_to_connect_again()
    {
        var connection = _options.Client.Connection with { MaxLineBytes = 3 };
        Start(_options with { Client = _options.Client with { Connection = connection } });
        var far = await AcceptAsync();
        await NextAsync(LineClientItemKind.Connected);

        await Peers.SendAsync(far, "abcdef\n");

        Assert.Equal("abc", (await NextAsync(LineClientItemKind.TooLong)).Text);
        Assert.Equal(LineCloseKind.OverLimit, (await NextAsync(LineClientItemKind.Lost)).Item.Reason!.Kind);
    }

    [Fact]
    public async Task A_line_that_is_cut_comes_as_one_that_is_too_long()
    {
        var connection = _options.Client.Connection with { MaxLineBytes = 3, OverLimit = OverLimitPolicy.Cut };
        Start(_options with { Client = _options.Client with { Connection = connection } });
        var far = await AcceptAsync();
        await NextAsync(LineClientItemKind.Connected);

        await Peers.SendAsync(far, "abcdef\ngh\n");

        Assert.Equal("abc", (await NextAsync(LineClientItemKind.TooLong)).Text);
        Assert.Equal("gh", (await NextAsync(LineClientItemKind.Line)).Text);
    }

    [Fact]
    public async Task Connections_can_be_opened_in_a_way_of_ones_own()
    {
        var opened = 0;
        Start(new ReconnectingLineClient(
            async stop =>
            {
                if (++opened == 2)
                {
                    throw new IOException("the proxy is out");
                }

                var connect = new TaskCompletionSource<LineTransport>(TaskCreationOptions.RunContinuationsAsynchronously);
                Assert.True(_connects.Writer.TryWrite(connect));
                return new LineConnection(await connect.Task.WaitAsync(stop), _options.Client.Connection);
            },
            _options));
        var far = await AcceptAsync();
        await NextAsync(LineClientItemKind.Connected);
        far.Abort();
        await PassAsync((await NextAsync(LineClientItemKind.Lost)).Item.Pause);
        var (retrying, _) = await NextAsync(LineClientItemKind.Retrying);
        Assert.Equal("the proxy is out", retrying.Failure!.Message);
        await PassAsync(retrying.Pause);
        far = await AcceptAsync();
        Assert.NotNull((await NextAsync(LineClientItemKind.Connected)).Item.Gap);

        await Peers.SendAsync(far, "there\n");

        Assert.Equal("there", (await NextAsync(LineClientItemKind.Line)).Text);
    }

    [Theory]
    [InlineData(TlsFailure.Untrusted, true)]
    [InlineData(TlsFailure.NoCertificate, true)]
    [InlineData(TlsFailure.PlaintextFollowed, true)]
    [InlineData(TlsFailure.TimedOut, false)]
    [InlineData(TlsFailure.Lost, false)]
    [InlineData(TlsFailure.Refused, false)]
    public async Task A_failure_that_another_try_cannot_mend_ends_the_client(TlsFailure kind, bool isFinal)
    {
        Start(new ReconnectingLineClient(_ => throw new TlsHandshakeException(kind, "no"), _options));

        if (isFinal)
        {
            Assert.Equal(kind, (await Assert.ThrowsAsync<TlsHandshakeException>(() => _reading.WaitAsync(Peers.Limit))).Failure);
            _reading = Task.CompletedTask;
        }
        else
        {
            Assert.Equal("no", (await NextAsync(LineClientItemKind.Retrying)).Item.Failure!.Message);
        }
    }

    [Fact]
    public async Task A_server_that_is_not_trusted_is_not_asked_again()
    {
        Start(_options with { Client = _options.Client with { Tls = new TlsClientOptions { ServerName = "server.test" } } });
        var far = await AcceptAsync();
        var accepting = Record.ExceptionAsync(() => TlsTransport.AcceptAsync(far, TlsPair.Server)).AsTask();

        var failure = await Assert.ThrowsAsync<TlsHandshakeException>(() => _reading.WaitAsync(Peers.Limit));

        Assert.Equal(TlsFailure.Untrusted, failure.Failure);
        await accepting;
        _reading = Task.CompletedTask;
    }

    private static async ValueTask<bool> LogInAsync(LineConnection connection, CancellationToken stop)
    {
        await connection.WriteLineAsync("hello"u8.ToArray(), stop);
        return await connection.WaitToReadAsync(stop) && connection.TryRead(out var line) == LineStatus.Line
            && line.Span.SequenceEqual("welcome"u8);
    }

    private static async Task<string> ReadAsync(LineTransport far)
    {
        var buffer = new byte[100];
        var count = await far.ReceiveAsync(buffer, CancellationToken.None).AsTask().WaitAsync(Peers.Limit);
        return Encoding.ASCII.GetString(buffer, 0, count);
    }

    private ReconnectingLineClient Start(ReconnectOptions options) =>
        Start(new ReconnectingLineClient(new LineEndPoint.Tcp("1.0.0.1", 7), options));

    private ReconnectingLineClient Start(ReconnectingLineClient client)
    {
        _reading = ReadAllAsync();
        return client;

        async Task ReadAllAsync()
        {
            try
            {
                await foreach (var item in client.ReadAsync(_stop.Token))
                {
                    Assert.True(_items.Writer.TryWrite((item, Encoding.ASCII.GetString(item.Line.Span))));
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // The test is over.
            }
        }
    }

    private async Task<MemoryTransport> AcceptAsync()
    {
        var (near, far) = MemoryTransport.CreatePair();
        (await _connects.Reader.ReadAsync().AsTask().WaitAsync(Peers.Limit)).SetResult(near);
        return far;
    }

    private async Task RefuseAsync() =>
        (await _connects.Reader.ReadAsync().AsTask().WaitAsync(Peers.Limit))
            .SetException(new SocketException((int)SocketError.ConnectionRefused));

    private async Task<(LineClientItem Item, string Text)> NextAsync(LineClientItemKind kind)
    {
        var next = await _items.Reader.ReadAsync().AsTask().WaitAsync(Peers.Limit);
        Assert.Equal(kind, next.Item.Kind);
        return next;
    }

    private async Task PassAsync(TimeSpan time)
    {
        await _time.UntilDueInAsync(time).WaitAsync(Peers.Limit);
        _time.Advance(time);
    }
}
