using System.Text;
using System.Threading.Channels;
using Interlude.Client.Editing;
using Interlude.Client.Keyboards;
using Interlude.Client.Talks;
using Interlude.Client.Terminals;
using Interlude.Lines;

namespace Interlude.Tests.Client.Keyboards;

public class KeyboardModeTests
{
    [Fact]
    public async Task Lines_go_and_come_and_the_server_ends_it()
    {
        await using var talk = new Talk();
        talk.Terminal.Type("hello\r");
        Assert.Equal("hello", await talk.HearAsync());
        await talk.Server.WriteLineAsync("You sent: hel\u001blo"u8.ToArray());
        await talk.Server.CloseAsync();

        Assert.Equal(LineCloseKind.PeerClosed, (await talk.Running)!.Kind);
        Assert.Contains("> hello\r\n", talk.Terminal.Written, StringComparison.Ordinal);
        Assert.Contains("You sent: hel^[lo\r\n", talk.Terminal.Written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_twice_leaves_though_the_server_goes_on()
    {
        await using var talk = new Talk();
        talk.Terminal.Type("half\u0003\u0003");

        Assert.Null(await talk.Running);
    }

    [Fact]
    public async Task Ctrl_D_ends_the_input_behind_all_that_was_said()
    {
        await using var talk = new Talk();
        talk.Terminal.Type("one\rtwo\r\u0004");

        Assert.Equal("one", await talk.HearAsync());
        Assert.Equal("two", await talk.HearAsync());
        await talk.InputEnded.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.False(talk.Running.IsCompleted);
        talk.Terminal.Type("late\r\u0003\u0003");
        Assert.Null(await talk.Running);
        Assert.Contains("Not sent, nobody takes it: late\r\n", talk.Terminal.Written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_terminal_that_is_gone_is_told()
    {
        await using var talk = new Talk();
        talk.Terminal.Post(new TerminalEvent.Gone(new IOException("Input/output error")));

        Assert.Equal("Input/output error", (await Assert.ThrowsAsync<IOException>(() => talk.Running)).Message);
    }

    [Fact]
    public async Task A_server_that_does_not_read_does_not_hold_the_keyboard()
    {
        await using var talk = new Talk(outboxBytes: 4096);
        talk.Terminal.Type(new string('x', 4000) + "\r");
        talk.Terminal.Type(new string('y', 4000) + "\r");
        talk.Terminal.Type("\u0003\u0003");

        Assert.Null(await talk.Running.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task Lines_that_nobody_took_are_told_at_the_end()
    {
        await using var talk = new Talk(outboxBytes: 4096);
        talk.Terminal.Type(new string('x', 4000) + "\rsecond\rPASS hunter2\r");
        talk.Terminal.Type("\u0003\u0003");

        Assert.Null(await talk.Running.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Contains("Not sent, nobody takes it: second\r\n", talk.Terminal.Written, StringComparison.Ordinal);
        Assert.Contains("Not sent, nobody takes it: PASS *** (it looks like a secret)\r\n", talk.Terminal.Written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_end_of_input_that_never_comes_through_does_not_hold_who_leaves()
    {
        await using var talk = new Talk(endInput: new TaskCompletionSource().Task);
        talk.Terminal.Type("\u0004");
        await talk.InputEnded.WaitAsync(TimeSpan.FromSeconds(60));
        talk.Terminal.Type("\u0003\u0003");

        Assert.Null(await talk.Running.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task An_end_of_input_that_fails_is_told_at_once()
    {
        await using var talk = new Talk(endInput: Task.FromException(new IOException("no space")));
        talk.Terminal.Type("\u0004");

        Assert.Equal("no space", (await Assert.ThrowsAsync<IOException>(() => talk.Running.WaitAsync(TimeSpan.FromSeconds(60)))).Message);
    }

    [Fact]
    public async Task Lines_of_both_ways_are_recorded_without_secrets()
    {
        await using var talk = new Talk();
        talk.Terminal.Type("hello\r/login ann hunter2\r");
        Assert.Equal("hello", await talk.HearAsync());
        Assert.Equal("/login ann hunter2", await talk.HearAsync());
        await talk.Server.WriteLineAsync("welcome"u8.ToArray());
        await talk.Server.CloseAsync();
        await talk.Running;

        Assert.Equal(["Received welcome", "Sent /login ***", "Sent hello"], talk.Recorded.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task While_it_is_stopped_nothing_is_drawn_on_the_shell()
    {
        await using var talk = new Talk();
        talk.Terminal.CanSuspend = true;
        talk.Terminal.Type("draft\u001a");
        await talk.Terminal.Suspended;
        var stopped = talk.Terminal.Written.Length;
        var shown = talk.Terminal.WaitForAsync("meanwhile\r\n");
        await talk.Server.WriteLineAsync("meanwhile"u8.ToArray());
        talk.Terminal.Post(new TerminalEvent.Resumed());
        await shown;
        talk.Terminal.Type("\u0003\u0003");
        await talk.Running.WaitAsync(TimeSpan.FromSeconds(60));

        // Once as the terminal is ours again, once below the line.
        Assert.Equal(2, talk.Terminal.Written[stopped..].Split("> draft").Length - 1);
    }

    [Fact]
    public async Task Where_there_is_no_shell_it_does_not_stop()
    {
        await using var talk = new Talk();
        talk.Terminal.Type("draft\u001a\u0003\u0003");
        await talk.Running.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Contains("-- There is no shell to go back to.\r\n", talk.Terminal.Written, StringComparison.Ordinal);
    }

    private sealed class Talk : IAsyncDisposable
    {
        private readonly LineConnection _client;
        private readonly TaskCompletionSource _inputEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Talk(int outboxBytes = 1024 * 1024, Task? endInput = null)
        {
            var (near, far) = MemoryTransport.CreatePair(capacityBytes: 64);
            _client = new LineConnection(near, new LineConnectionOptions { OutboxLimitBytes = outboxBytes, OutboxHighBytes = 1024, OutboxLowBytes = 512 });
            Server = new LineConnection(far);
            var mode = new KeyboardMode(
                new SingleTalk(_client), Terminal, new LineEditor("> ", new LineHistory([]), new SeenWords([])), new LineScribe(TimeProvider.System),
                new KeyboardOptions
                {
                    EndInput = (_, _) =>
                    {
                        _inputEnded.SetResult();
                        return endInput ?? Task.CompletedTask;
                    },
                    Record = (direction, line) =>
                    {
                        lock (Recorded)
                        {
                            Recorded.Add($"{direction} {Encoding.UTF8.GetString(line.Span)}");
                        }
                    },
                });
            Running = mode.RunAsync();
        }

        public LineConnection Server { get; }

        public List<string> Recorded { get; } = [];

        public WrittenTerminal Terminal { get; } = new();

        public Task<LineCloseReason?> Running { get; }

        public Task InputEnded => _inputEnded.Task;

        public async Task<string> HearAsync() => Encoding.UTF8.GetString((await Server.ReadLineAsync())!.Value.Span);

        public async ValueTask DisposeAsync()
        {
            _client.Abort();
            Server.Abort();
            await _client.Completion;
        }
    }

    private sealed class WrittenTerminal : Terminal
    {
        private readonly Channel<TerminalEvent> _events = Channel.CreateUnbounded<TerminalEvent>();
        private readonly StringBuilder _written = new();
        private readonly TaskCompletionSource _suspended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private (string Text, TaskCompletionSource Written)? _awaited;

        public override (int Columns, int Rows) Size => (80, 24);

        public bool CanSuspend { get; set; }

        public Task Suspended => _suspended.Task.WaitAsync(TimeSpan.FromSeconds(60));

        public override ChannelReader<TerminalEvent> Events => _events.Reader;

        public string Written => _written.ToString();

        public void Type(string text) => Post(new TerminalEvent.Typed(Encoding.UTF8.GetBytes(text)));

        public void Post(TerminalEvent happened) => _events.Writer.TryWrite(happened);

        public override void Write(string text)
        {
            _written.Append(text);
            if (_awaited is { } awaited && text.Contains(awaited.Text, StringComparison.Ordinal))
            {
                awaited.Written.TrySetResult();
            }
        }

        /// <summary>Waits until a text is written, all of it at once, from now on.</summary>
        public Task WaitForAsync(string text)
        {
            _awaited = (text, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return _awaited.Value.Written.Task.WaitAsync(TimeSpan.FromSeconds(60));
        }

        public override bool Suspend()
        {
            _suspended.TrySetResult();
            return CanSuspend;
        }

        public override void Dispose()
        {
        }
    }
}
