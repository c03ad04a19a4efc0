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

    private sealed class Talk : IAsyncDisposable
    {
        private readonly LineConnection _client;
        private readonly TaskCompletionSource _inputEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Talk(int outboxBytes = 1024 * 1024)
        {
            var (near, far) = MemoryTransport.CreatePair(capacityBytes: 64);
            _client = new LineConnection(near, new LineConnectionOptions { OutboxLimitBytes = outboxBytes, OutboxHighBytes = 1024, OutboxLowBytes = 512 });
            Server = new LineConnection(far);
            var mode = new KeyboardMode(
                new SingleTalk(_client), Terminal, new LineEditor("> ", new LineHistory([]), new SeenWords()), new LineScribe(TimeProvider.System))
            {
                EndInput = () =>
                {
                    _inputEnded.SetResult();
                    return Task.CompletedTask;
                },
            };
            Running = mode.RunAsync();
        }

        public LineConnection Server { get; }

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

        public override (int Columns, int Rows) Size => (80, 24);

        public override ChannelReader<TerminalEvent> Events => _events.Reader;

        public string Written => _written.ToString();

        public void Type(string text) => Post(new TerminalEvent.Typed(Encoding.UTF8.GetBytes(text)));

        public void Post(TerminalEvent happened) => _events.Writer.TryWrite(happened);

        public override void Write(string text) => _written.Append(text);

        public override void Suspend() => Assert.Fail("nobody asked for it");

        public override void Dispose()
        {
        }
    }
}
