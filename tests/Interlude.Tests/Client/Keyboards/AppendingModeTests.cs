using System.Text;
using System.Threading.Channels;
using Interlude.Client.Editing;
using Interlude.Client.Keyboards;
using Interlude.Client.Talks;
using Interlude.Client.Terminals;
using Interlude.Lines;

namespace Interlude.Tests.Client.Keyboards;

public class AppendingModeTests
{
    [Fact]
    public async Task Lines_go_and_come_and_nothing_but_text_is_written()
    {
        await using var talk = new Talk();
        talk.Type("hello\n");
        Assert.Equal("hello", await talk.HearAsync());
        await talk.Server.WriteLineAsync("You sent: hel\u001b[2Jlo\tx"u8.ToArray());
        await talk.Server.CloseAsync();

        Assert.Equal(LineCloseKind.PeerClosed, (await talk.EndAsync())!.Kind);
        Assert.Equal("You sent: hel^[[2Jlo    x\n", talk.Written);
    }

    [Fact]
    public async Task Ctrl_D_behind_a_piece_of_a_line_sends_it_and_ends_the_input()
    {
        await using var talk = new Talk();
        talk.Type("one\ntwo\nthr");
        talk.Type("ee");
        talk.Post(new TerminalEvent.Gone(null));

        Assert.Equal("one", await talk.HearAsync());
        Assert.Equal("two", await talk.HearAsync());
        Assert.Equal("three", await talk.HearAsync());
        Assert.Null(await talk.Server.ReadLineAsync());
        await talk.Server.WriteLineAsync("late"u8.ToArray());
        await talk.Server.CloseAsync();
        await talk.EndAsync();
        Assert.Equal($"\n-- {KeyboardMode.InputEnded}\nlate\n", talk.Written);
    }

    [Fact]
    public async Task Ctrl_C_leaves()
    {
        await using var talk = new Talk();
        talk.Post(new TerminalEvent.Interrupted());

        Assert.Null(await talk.EndAsync());
        Assert.Equal("\n", talk.Written);
    }

    [Fact]
    public async Task What_is_sent_is_kept_but_for_secrets_and_goes_byte_by_byte()
    {
        await using var talk = new Talk();
        talk.Post(new TerminalEvent.Typed([.. "caf"u8, 0xE9, (byte)'\n']));
        Assert.Equal([.. "caf"u8, 0xE9], (await talk.Server.ReadLineAsync())!.Value.ToArray());
        talk.Type("PASS hunter2\n");
        Assert.Equal("PASS hunter2", await talk.HearAsync());

        Assert.Equal((1, "caf\u00e9"), (talk.History.Count, talk.History[0]));
    }

    private sealed class Talk : IAsyncDisposable
    {
        private readonly LineConnection _client;
        private readonly Channel<TerminalEvent> _events = Channel.CreateUnbounded<TerminalEvent>();
        private readonly StringBuilder _written = new();
        private readonly Task<LineCloseReason?> _running;

        public Talk()
        {
            var (near, far) = MemoryTransport.CreatePair();
            _client = new LineConnection(near);
            Server = new LineConnection(far);
            var mode = new AppendingMode(
                new SingleTalk(_client), _events.Reader, text => _written.Append(text), History, new LineScribe(TimeProvider.System), new KeyboardOptions());
            _running = mode.RunAsync();
        }

        public LineConnection Server { get; }

        public LineHistory History { get; } = new([]);

        public string Written => _written.ToString();

        public void Type(string text) => Post(new TerminalEvent.Typed(Encoding.UTF8.GetBytes(text)));

        public void Post(TerminalEvent happened) => _events.Writer.TryWrite(happened);

        public async Task<string> HearAsync() => Encoding.UTF8.GetString((await Server.ReadLineAsync())!.Value.Span);

        public Task<LineCloseReason?> EndAsync() => _running.WaitAsync(TimeSpan.FromSeconds(60));

        public async ValueTask DisposeAsync()
        {
            _client.Abort();
            Server.Abort();
            await _client.Completion;
        }
    }
}
