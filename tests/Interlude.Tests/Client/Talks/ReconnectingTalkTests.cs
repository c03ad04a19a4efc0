using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using Interlude.Client.Pipes;
using Interlude.Client.Records;
using Interlude.Client.Scripts;
using Interlude.Client.Talks;
using Interlude.Lines;
using Interlude.Tests.Lines;

namespace Interlude.Tests.Client.Talks;

public sealed class ReconnectingTalkTests : IAsyncDisposable
{
    private const ulong Seed = 1;

    private readonly ManualTime _time = new();
    private readonly Channel<TaskCompletionSource<LineConnection>> _opens = Channel.CreateUnbounded<TaskCompletionSource<LineConnection>>();
    private readonly Channel<(LineClientItem Item, string Text)> _items = Channel.CreateUnbounded<(LineClientItem, string)>();
    private readonly CancellationTokenSource _stop = new();
    private readonly LineConnectionOptions _connection;
    private readonly ReconnectOptions _reconnect;
    private Task _reading = Task.CompletedTask;

    public ReconnectingTalkTests()
    {
        _connection = new LineConnectionOptions { TimeProvider = _time, LingerTime = TimeSpan.Zero };
        _reconnect = new ReconnectOptions { Seed = Seed, Client = new LineClientOptions { Connection = _connection } };
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading.WaitAsync(Peers.Limit);
        _stop.Dispose();
    }

    [Fact]
    public async Task The_first_connection_is_tried_as_often_as_any_other()
    {
        Start();
        await RefuseAsync("Connection refused");
        var retrying = await NextAsync(LineClientItemKind.Retrying);
        Assert.Equal("Connection refused", retrying.Failure!.Message);
        await PassAsync(retrying.Pause);
        var far = await AcceptAsync();
        await NextAsync(LineClientItemKind.Connected);
        far.Abort();
        var lost = await NextAsync(LineClientItemKind.Lost);
        Assert.True(lost.Pause > TimeSpan.Zero);
        await PassAsync(lost.Pause);

        await AcceptAsync();

        Assert.Equal(LineCloseKind.Reset, (await NextAsync(LineClientItemKind.Connected)).Gap!.Reason.Kind);
    }

    [Fact]
    public async Task When_the_input_has_ended_the_rest_is_read_and_no_other_connection_made()
    {
        var talk = Start();
        var far = await AcceptAsync();
        await NextAsync(LineClientItemKind.Connected);
        Assert.True(await talk.WriteLineAsync("bye"u8.ToArray(), CancellationToken.None));

        Assert.True(await talk.EndInputAsync(CancellationToken.None));
        Assert.Equal("bye\r\n", await Peers.ReadToEndAsync(far));
        Assert.False(await talk.WriteLineAsync("late"u8.ToArray(), CancellationToken.None));
        await Peers.SendAsync(far, "goodbye\n");
        await far.DisposeAsync();

        Assert.Equal("goodbye", await HearAsync());
        await ItIsOverAsync(LineCloseKind.PeerClosed);
    }

    [Fact]
    public async Task A_connection_that_breaks_after_the_end_of_input_is_not_made_again()
    {
        var talk = Start();
        var far = await AcceptAsync();
        await NextAsync(LineClientItemKind.Connected);
        Assert.True(await talk.EndInputAsync(CancellationToken.None));

        far.Abort();

        await ItIsOverAsync(LineCloseKind.Reset);
    }

    [Fact]
    public async Task An_end_of_input_in_a_gap_ends_the_talk()
    {
        var talk = Start();
        (await AcceptAsync()).Abort();
        await NextAsync(LineClientItemKind.Connected);
        await NextAsync(LineClientItemKind.Lost);

        Assert.False(await talk.EndInputAsync(CancellationToken.None));

        await ItIsOverAsync(LineCloseKind.Reset);
        Assert.Equal(LineCloseKind.Reset, (await talk.CloseAsync()).Kind);
    }

    [Fact]
    public async Task An_end_of_input_while_it_connects_again_ends_the_talk()
    {
        var talk = Start();
        (await AcceptAsync()).Abort();
        await NextAsync(LineClientItemKind.Connected);
        await PassAsync((await NextAsync(LineClientItemKind.Lost)).Pause);
        await _opens.Reader.ReadAsync().AsTask().WaitAsync(Peers.Limit);

        Assert.False(await talk.EndInputAsync(CancellationToken.None));

        await ItIsOverAsync(LineCloseKind.Reset);
    }

    [Fact]
    public async Task An_end_of_input_before_the_first_connection_is_told_to_that_one()
    {
        var talk = Start();
        var ending = talk.EndInputAsync(CancellationToken.None).AsTask();
        await RefuseAsync("Connection refused");
        await PassAsync((await NextAsync(LineClientItemKind.Retrying)).Pause);
        Assert.False(ending.IsCompleted);
        var far = await AcceptAsync();
        await NextAsync(LineClientItemKind.Connected);

        Assert.Equal("", await Peers.ReadToEndAsync(far));
        Assert.True(await ending.WaitAsync(Peers.Limit));
        await far.DisposeAsync();

        await ItIsOverAsync(LineCloseKind.PeerClosed);
    }

    [Fact]
    public async Task Leaving_closes_in_good_order_and_is_the_end()
    {
        var talk = Start();
        var far = await AcceptAsync();
        await NextAsync(LineClientItemKind.Connected);
        Assert.True(talk.Connection!.TryWrite("owed\r\n"u8));

        var closing = talk.CloseAsync();

        Assert.Equal("owed\r\n", await Peers.ReadToEndAsync(far));
        await far.DisposeAsync();
        Assert.Equal(LineCloseKind.ClosedHere, (await closing.WaitAsync(Peers.Limit)).Kind);
        await ItIsOverAsync(LineCloseKind.ClosedHere);
    }

    [Fact]
    public async Task Leaving_while_nobody_waits_to_read_is_the_end_too()
    {
        var talk = Make(GapWritePolicy.Refuse);
        await using var items = talk.ReadAsync(CancellationToken.None).GetAsyncEnumerator();
        var connected = items.MoveNextAsync().AsTask();
        await using var far = await AcceptAsync();
        Assert.True(await connected.WaitAsync(Peers.Limit));
        await far.EndSendingAsync();

        Assert.Equal(LineCloseKind.ClosedHere, (await talk.CloseAsync().WaitAsync(Peers.Limit)).Kind);

        Assert.True(await items.MoveNextAsync().AsTask().WaitAsync(Peers.Limit));
        Assert.Equal((LineClientItemKind.Lost, TimeSpan.Zero), (items.Current.Kind, items.Current.Pause));
        Assert.False(await items.MoveNextAsync().AsTask().WaitAsync(Peers.Limit));
    }

    [Fact]
    public async Task Leaving_before_there_was_a_connection_lets_nobody_wait()
    {
        var talk = Start(GapWritePolicy.Wait);
        var line = talk.WriteLineAsync("hello"u8.ToArray(), CancellationToken.None).AsTask();
        var ending = talk.EndInputAsync(CancellationToken.None).AsTask();
        await _opens.Reader.ReadAsync().AsTask().WaitAsync(Peers.Limit);

        Assert.Equal(LineCloseKind.ClosedHere, (await talk.CloseAsync()).Kind);

        await ItIsOverAsync(LineCloseKind.ClosedHere);
        Assert.False(await line.WaitAsync(Peers.Limit));
        Assert.False(await ending.WaitAsync(Peers.Limit));
    }

    [Fact]
    public async Task Who_stops_reading_leaves()
    {
        var talk = Start();
        var far = await AcceptAsync();
        await NextAsync(LineClientItemKind.Connected);
        Assert.True(talk.Connection!.TryWrite("owed\r\n"u8));

        await _stop.CancelAsync();

        Assert.Equal("owed\r\n", await Peers.ReadToEndAsync(far));
        await far.DisposeAsync();
        await _reading.WaitAsync(Peers.Limit);
        Assert.False(_items.Reader.TryRead(out _));
    }

    [Theory]
    [InlineData(GapWritePolicy.Refuse)]
    [InlineData(GapWritePolicy.Wait)]
    public async Task A_line_that_is_said_in_a_gap_waits_or_is_refused(GapWritePolicy policy)
    {
        var talk = Start(policy);
        var line = talk.WriteLineAsync("hello"u8.ToArray(), CancellationToken.None).AsTask();
        Assert.Equal(policy == GapWritePolicy.Refuse, line.IsCompleted);
        var far = await AcceptAsync();

        Assert.Equal(policy == GapWritePolicy.Wait, await line.WaitAsync(Peers.Limit));
        await NextAsync(LineClientItemKind.Connected);
        Assert.True(await talk.EndInputAsync(CancellationToken.None));
        Assert.Equal(policy == GapWritePolicy.Wait ? "hello\r\n" : "", await Peers.ReadToEndAsync(far));
        await far.DisposeAsync();
    }

    [Fact]
    public async Task A_server_that_is_not_trusted_ends_it_with_that()
    {
        var talk = Start();
        (await _opens.Reader.ReadAsync().AsTask().WaitAsync(Peers.Limit)).SetException(new TlsHandshakeException(TlsFailure.Untrusted, "not believed"));

        await Assert.ThrowsAsync<TlsHandshakeException>(() => _reading.WaitAsync(Peers.Limit));
        _reading = Task.CompletedTask;
        Assert.False(await talk.EndInputAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_pipe_goes_on_over_a_gap_and_its_end_is_the_end()
    {
        var output = new MemoryStream();
        using var recorder = new Recorder(_time);
        recorder.Add(output, RecordFormat.Received("\n"u8.ToArray()));
        var lines = Channel.CreateUnbounded<ReadOnlyMemory<byte>>();
        var notices = new ConcurrentQueue<string>();
        var running = ScriptMode.RunAsync(Make(GapWritePolicy.Wait), lines.Reader.ReadAllAsync(), new ScriptOptions
        {
            Recorder = recorder,
            EndOfInput = new EndOfInput.HalfClose(TimeSpan.Zero),
            Clock = _time,
            Report = notices.Enqueue,
        });
        var far = await AcceptAsync();
        await lines.Writer.WriteAsync("one"u8.ToArray());
        Assert.Equal(5, await far.ReceiveAsync(new byte[10], CancellationToken.None).AsTask().WaitAsync(Peers.Limit));
        await Peers.SendAsync(far, "1\n");
        await far.DisposeAsync();

        await PassAsync(new BackOff(_reconnect.FirstPause, _reconnect.LongestPause, Seed).Next());
        await lines.Writer.WriteAsync("two"u8.ToArray());
        lines.Writer.Complete();
        far = await AcceptAsync();
        Assert.Equal("two\r\n", await Peers.ReadToEndAsync(far));
        await Peers.SendAsync(far, "2\n");
        await far.DisposeAsync();

        var end = await running.WaitAsync(Peers.Limit);
        Assert.Equal((LineCloseKind.PeerClosed, true), (end.Reason.Kind, end.InputTaken));
        Assert.Equal("1\n2\n", Encoding.UTF8.GetString(output.ToArray()));
        Assert.StartsWith("Connected again after 0.", notices.Last(), StringComparison.Ordinal);
        Assert.False(_opens.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Silence_before_the_first_connection_is_not_the_servers()
    {
        using var recorder = new Recorder(_time);
        var quiet = TimeSpan.FromSeconds(2);
        var running = ScriptMode.RunAsync(Make(GapWritePolicy.Wait), AsyncEnumerable.Empty<ReadOnlyMemory<byte>>(), new ScriptOptions
        {
            Recorder = recorder,
            EndOfInput = new EndOfInput.Linger(quiet),
            Clock = _time,
            Report = _ => { },
        });
        _time.Advance(quiet * 2);
        var far = await AcceptAsync();

        await _time.UntilDueInAsync(quiet).WaitAsync(Peers.Limit);
        _time.Advance(quiet);

        Assert.Equal("", await Peers.ReadToEndAsync(far));
        await far.DisposeAsync();
        Assert.Equal(LineCloseKind.ClosedHere, (await running.WaitAsync(Peers.Limit)).Reason.Kind);
    }

    private ReconnectingTalk Make(GapWritePolicy policy) => new(
        stop =>
        {
            var open = new TaskCompletionSource<LineConnection>(TaskCreationOptions.RunContinuationsAsynchronously);
            Assert.True(_opens.Writer.TryWrite(open));
            return open.Task.WaitAsync(stop);
        },
        _reconnect with { GapWrites = policy });

    private ReconnectingTalk Start(GapWritePolicy policy = GapWritePolicy.Refuse)
    {
        var talk = Make(policy);
        _reading = ReadAllAsync();
        return talk;

        async Task ReadAllAsync()
        {
            try
            {
                await foreach (var item in talk.ReadAsync(_stop.Token))
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
        (await _opens.Reader.ReadAsync().AsTask().WaitAsync(Peers.Limit))
            .SetResult(new LineConnection(near, _connection));
        return far;
    }

    private async Task RefuseAsync(string message) =>
        (await _opens.Reader.ReadAsync().AsTask().WaitAsync(Peers.Limit)).SetException(new IOException(message));

    private async Task<LineClientItem> NextAsync(LineClientItemKind kind)
    {
        var (item, _) = await _items.Reader.ReadAsync().AsTask().WaitAsync(Peers.Limit);
        Assert.Equal(kind, item.Kind);
        return item;
    }

    private async Task<string> HearAsync()
    {
        var (item, text) = await _items.Reader.ReadAsync().AsTask().WaitAsync(Peers.Limit);
        Assert.Equal(LineClientItemKind.Line, item.Kind);
        return text;
    }

    private async Task ItIsOverAsync(LineCloseKind kind)
    {
        var last = await NextAsync(LineClientItemKind.Lost);
        Assert.Equal((kind, TimeSpan.Zero), (last.Reason!.Kind, last.Pause));
        await _reading.WaitAsync(Peers.Limit);
        Assert.False(_items.Reader.TryRead(out _));
        Assert.False(_opens.Reader.TryRead(out _));
    }

    private async Task PassAsync(TimeSpan time)
    {
        await _time.UntilDueInAsync(time).WaitAsync(Peers.Limit);
        _time.Advance(time);
    }
}
