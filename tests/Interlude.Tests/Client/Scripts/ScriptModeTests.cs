using System.Text;
using System.Text.RegularExpressions;
using Interlude.Client.Pipes;
using Interlude.Client.Records;
using Interlude.Client.Scripts;
using Interlude.Client.Talks;
using Interlude.Lines;
using Interlude.Tests.Lines;

namespace Interlude.Tests.Client.Scripts;

public class ScriptModeTests
{
    private const int Flood = 10_000;   // lines: more than may wait

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Lines_are_said_and_waited_for_in_order()
    {
        await using var server = new Server();
        var running = server.RunAsync(new EndOfInput.Leave(), Send("HELO"), Expect("^250"), Send("QUIT"), Expect("bye"));

        Assert.Equal("HELO", await server.HearAsync());
        await server.SayAsync("note", "250 hello");
        Assert.Equal("QUIT", await server.HearAsync());
        await server.SayAsync("bye now");

        Assert.Equal((LineCloseKind.ClosedHere, null), Told(await running));
        Assert.Equal("note\n250 hello\nbye now\n", server.Output);
    }

    [Fact]
    public async Task What_came_before_it_was_asked_for_counts_once()
    {
        await using var server = new Server();
        await server.SayAsync("220 ready", "250 early");
        var running = server.RunAsync(new EndOfInput.Leave(), Expect("^2"), Expect("^2"), Expect("^2"));
        await server.Time.UntilDueInAsync(Timeout);
        await server.SayAsync("2 at last");

        Assert.Equal((LineCloseKind.ClosedHere, null), Told(await running));
    }

    [Fact]
    public async Task Too_late_is_told()
    {
        await using var server = new Server();
        var running = server.RunAsync(new EndOfInput.Leave(), Expect("never"));
        await server.Time.UntilDueInAsync(Timeout);
        server.Time.Advance(Timeout);

        var end = await running;
        Assert.Equal("never", end.Unmet!.ToString());
        Assert.True(end.IsLate);
    }

    [Fact]
    public async Task Patience_begins_anew_with_every_line()
    {
        await using var server = new Server();
        var running = server.RunAsync(new EndOfInput.Leave(), new Step.Expect(new Regex("end"), Timeout, IsPatient: true));
        for (var i = 0; i < 3; i++)
        {
            await server.Time.UntilDueInAsync(Timeout);
            server.Time.Advance(TimeSpan.FromSeconds(9));
            await server.SayAsync("more");
        }

        await server.Time.UntilDueInAsync(Timeout);
        await server.SayAsync("end");

        Assert.Null((await running).Unmet);
    }

    [Fact]
    public async Task An_end_before_the_answer_is_told()
    {
        await using var server = new Server();
        var running = server.RunAsync(new EndOfInput.Leave(), Expect("never"));
        await server.SayAsync("last words");
        await server.EndAsync();

        var end = await running;
        Assert.Equal((LineCloseKind.PeerClosed, "never"), Told(end));
        Assert.False(end.IsLate);
        Assert.Equal("last words\n", server.Output);
    }

    [Fact]
    public async Task After_a_last_line_that_nothing_was_waited_for_the_server_is_heard_out()
    {
        await using var server = new Server();
        var running = server.RunAsync(new EndOfInput.HalfClose(TimeSpan.Zero), Send("hello"));
        Assert.Equal("hello", await server.HearAsync());
        Assert.Null(await server.HearAsync());
        await server.SayAsync("one", "two");
        await server.EndAsync();

        Assert.Equal((LineCloseKind.PeerClosed, null), Told(await running));
        Assert.Equal("one\ntwo\n", server.Output);
    }

    [Fact]
    public async Task Replies_that_did_not_come_are_counted()
    {
        await using var server = new Server();
        var running = server.RunAsync(new EndOfInput.Replies(3), Send("hello"));
        Assert.Equal("hello", await server.HearAsync());
        await server.SayAsync("one");
        await server.EndAsync();

        Assert.Equal(2, (await running).MissingReplies);
    }

    [Fact]
    public async Task It_leaves_at_the_line_up_to_which_it_was_to_run_though_the_input_is_still_open()
    {
        await using var server = new Server { Until = new Regex("^stop") };
        var running = server.RunAsync(new EndOfInput.Keep(), InputLines.ReadAsync(server.Input, default));
        await server.SayAsync("go", "stop it");

        var end = await running;
        Assert.Equal((LineCloseKind.ClosedHere, null), Told(end));
        Assert.True(end.InputTaken);
        Assert.StartsWith("go\nstop it\n", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_end_before_that_line_is_told()
    {
        await using var server = new Server { Until = new Regex("^stop") };
        var running = server.RunAsync(new EndOfInput.Keep(), InputLines.ReadAsync(new MemoryStream("x"u8.ToArray()), default));
        Assert.Equal("x", await server.HearAsync());
        await server.EndAsync();

        Assert.Equal("^stop", (await running).Unmet!.ToString());
    }

    [Fact]
    public async Task A_server_that_is_quiet_after_the_end_of_input_is_not_waited_for_for_ever()
    {
        await using var server = new Server { Until = new Regex("^stop"), UntilTimeout = Timeout };
        var running = server.RunAsync(new EndOfInput.HalfClose(TimeSpan.Zero), InputLines.ReadAsync(new MemoryStream("x"u8.ToArray()), default));
        Assert.Equal("x", await server.HearAsync());
        Assert.Null(await server.HearAsync());
        await server.Time.UntilDueInAsync(Timeout);
        server.Time.Advance(Timeout);

        var end = await running.WaitAsync(Peers.Limit);
        Assert.Equal((LineCloseKind.ClosedHere, "^stop"), Told(end));
        Assert.True(end.IsLate);
    }

    [Fact]
    public async Task What_nobody_waits_for_is_never_kept_back_while_the_input_is_open()
    {
        await using var server = new Server();
        var running = server.RunAsync(new EndOfInput.Keep(), InputLines.ReadAsync(server.Input, default));

        await server.SayAsync([.. Enumerable.Repeat("flood", Flood)]).WaitAsync(Peers.Limit);
        await server.EndAsync();

        await running.WaitAsync(Peers.Limit);
        Assert.Equal(Flood, server.Output.Count(letter => letter == '\n'));
    }

    [Fact]
    public async Task What_comes_after_the_last_wait_is_never_kept_back()
    {
        await using var server = new Server { LinesPerSecond = 1 };
        var running = server.RunAsync(new EndOfInput.HalfClose(TimeSpan.Zero), Expect("hello"), Send("one"), Send("two"));
        await server.SayAsync("hello");
        Assert.Equal("one", await server.HearAsync());

        await server.SayAsync([.. Enumerable.Repeat("flood", Flood)]).WaitAsync(Peers.Limit);
        await server.Time.UntilDueInAsync(TimeSpan.FromSeconds(1));
        server.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("two", await server.HearAsync());
        await server.EndAsync();

        Assert.True((await running.WaitAsync(Peers.Limit)).InputTaken);
        Assert.Equal(Flood + 1, server.Output.Count(letter => letter == '\n'));
    }

    [Fact]
    public async Task Input_that_the_server_did_not_take_is_told()
    {
        await using var server = new Server { LinesPerSecond = 1 };
        var running = server.RunAsync(new EndOfInput.Keep(), Send("one"), Send("two"));
        Assert.Equal("one", await server.HearAsync());
        await server.Time.UntilDueInAsync(TimeSpan.FromSeconds(1));
        await server.EndAsync();

        Assert.False((await running).InputTaken);
    }

    [Fact]
    public async Task Lines_go_out_at_the_rate_that_is_asked_for()
    {
        await using var server = new Server { LinesPerSecond = 4 };
        var running = server.RunAsync(new EndOfInput.Leave(), Send("one"), Send("two"), Send("three"));
        Assert.Equal("one", await server.HearAsync());
        await server.Time.UntilDueInAsync(TimeSpan.FromSeconds(0.25));
        server.Time.Advance(TimeSpan.FromSeconds(0.25));
        Assert.Equal("two", await server.HearAsync());
        await server.Time.UntilDueInAsync(TimeSpan.FromSeconds(0.25));
        server.Time.Advance(TimeSpan.FromSeconds(0.25));
        Assert.Equal("three", await server.HearAsync());

        Assert.True((await running).InputTaken);
    }

    [Fact]
    public async Task Input_that_cannot_be_read_is_an_error_and_not_an_end()
    {
        await using var server = new Server();

        var failure = await Assert.ThrowsAsync<IOException>(
            () => server.RunAsync(new EndOfInput.Leave(), InputLines.ReadAsync(new Broken(), default)));
        Assert.Equal("standard input cannot be read: it is a folder", failure.Message);
    }

    [Fact]
    public async Task Output_that_cannot_be_written_is_an_error()
    {
        await using var server = new Server(new Broken());
        var running = server.RunAsync(new EndOfInput.Keep(), Send("hello"));
        await server.SayAsync("hello");

        Assert.Equal("nobody reads", (await Assert.ThrowsAsync<IOException>(() => running)).Message);
    }

    private static (LineCloseKind, string?) Told(PipeEnd end) => (end.Reason.Kind, end.Unmet?.ToString());

    private static Step.Send Send(string line) => new(Encoding.UTF8.GetBytes(line));

    private static Step.Expect Expect(string pattern) => new(new Regex(pattern), Timeout, IsPatient: false);

    private sealed class Broken : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromException<int>(new IOException("it is a folder"));

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("nobody reads");
    }

    private sealed class Server : IAsyncDisposable
    {
        private readonly LineConnection _client;
        private readonly LineConnection _server;
        private readonly LineConnection _inputEnd;
        private readonly Stream _output;

        public Server(Stream? output = null)
        {
            var (near, far) = MemoryTransport.CreatePair();
            _client = new LineConnection(near, new LineConnectionOptions { TimeProvider = Time, LingerTime = TimeSpan.Zero });
            _server = new LineConnection(far);
            var pipe = new System.IO.Pipelines.Pipe();
            Input = pipe.Reader.AsStream();
            _inputEnd = new LineConnection(new StreamTransport(Stream.Null, pipe.Writer.AsStream()));
            _output = output ?? new MemoryStream();
        }

        public ManualTime Time { get; } = new();

        public Stream Input { get; }

        public Regex? Until { get; init; }

        public TimeSpan? UntilTimeout { get; init; }

        public decimal? LinesPerSecond { get; init; }

        public string Output => Encoding.UTF8.GetString(((MemoryStream)_output).ToArray());

        public Task<PipeEnd> RunAsync(EndOfInput endOfInput, params Step[] steps) =>
            RunAsync(endOfInput, options => ScriptMode.RunAsync(new SingleTalk(_client), steps, options));

        public Task<PipeEnd> RunAsync(EndOfInput endOfInput, IAsyncEnumerable<ReadOnlyMemory<byte>> lines) =>
            RunAsync(endOfInput, options => ScriptMode.RunAsync(new SingleTalk(_client), lines, options));

        public async Task<string?> HearAsync() =>
            await _server.ReadLineAsync() is { } line ? Encoding.UTF8.GetString(line.Span) : null;

        public async Task SayAsync(params string[] lines)
        {
            foreach (var line in lines)
            {
                await _server.WriteLineAsync(Encoding.UTF8.GetBytes(line));
            }
        }

        public async Task EndAsync() => await _server.CompleteAsync();

        public async ValueTask DisposeAsync()
        {
            _client.Abort();
            _server.Abort();
            _inputEnd.Abort();
            await _client.Completion;
        }

        private async Task<PipeEnd> RunAsync(EndOfInput endOfInput, Func<ScriptOptions, Task<PipeEnd>> run)
        {
            using var recorder = new Recorder(Time);
            recorder.Add(_output, RecordFormat.Received("\n"u8.ToArray()));
            return await run(new ScriptOptions
            {
                Recorder = recorder,
                EndOfInput = endOfInput,
                Until = Until,
                UntilTimeout = UntilTimeout,
                LinesPerSecond = LinesPerSecond,
                Clock = Time,
                Report = sentence => throw new InvalidOperationException(sentence),
            });
        }
    }
}
