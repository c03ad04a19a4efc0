using Interlude.Lines;
using Interlude.Tests.EndToEnd.Clients;

namespace Interlude.Tests.EndToEnd;

/// <summary><c>interlude connect</c> at a terminal, as a person sees it.</summary>
public class ConnectKeyboardTests
{
    [Fact]
    public async Task Lines_come_above_the_one_that_is_typed_and_the_terminal_is_left_as_it_was()
    {
        await using var server = new Server();
        await using var tmux = await Tmux.StartAsync(columns: 40, rows: 12);
        await StartAsync(tmux, server.Port);

        await tmux.TypeAsync("hello");
        await tmux.PressAsync("Enter");
        await tmux.WaitForFootAsync("> hello", "You sent: hello", ">");
        await tmux.TypeAsync("a line that is longer than forty columns, 日本語");
        await tmux.WaitForFootAsync("> a line that is longer than forty colum", "ns, 日本語");
        await server.SayAsync("meanwhile\u001b[2J");
        await tmux.WaitForFootAsync("You sent: hello", "meanwhile^[[2J", "> a line that is longer than forty colum", "ns, 日本語");
        await tmux.ResizeAsync(columns: 25, rows: 12);
        await tmux.WaitForFootAsync("meanwhile^[[2J", "> a line that is longer t", "han forty columns, 日本語");

        await tmux.PressAsync("C-u");
        await tmux.PasteAsync("one\ntwo");
        await tmux.WaitForFootAsync("Send these 2 lines? y or", "n:", "The first: one");
        await tmux.TypeAsync("y");
        await tmux.WaitForFootAsync("You sent: two", ">");
        await tmux.PressAsync("C-r");
        await tmux.TypeAsync("hel");
        await tmux.WaitForFootAsync("(search 'hel') hello");
        await tmux.PressAsync("C-c", "C-c", "C-c");
        await LeftAsync(tmux);
    }

    [Fact]
    public async Task Stopped_and_gone_on_with_it_draws_the_line_again()
    {
        await using var server = new Server();
        await using var tmux = await Tmux.StartAsync(columns: 80, rows: 12);
        await StartAsync(tmux, server.Port);
        await tmux.TypeAsync("draft");
        await tmux.WaitForFootAsync("> draft");

        await tmux.PressAsync("C-z");
        await LeftAsync(tmux);   // the shell goes on with the rest of its line
        await tmux.TypeAsync("stty -a | tail -n +2 > stopped");
        await tmux.PressAsync("Enter");
        await tmux.TypeAsync("cmp before stopped && echo the same; fg; stty -a | tail -n +2 > after; cmp before after && echo back");
        await tmux.PressAsync("Enter");
        await tmux.WaitForRowAsync("the same");
        await tmux.WaitForFootAsync("> draft");

        await tmux.PressAsync("C-c", "C-c");
        await tmux.WaitForRowAsync("back");
    }

    // The shell waits for the script, and would wait for ever if only we stopped.
    [Fact]
    public async Task Started_by_a_script_it_stops_together_with_that()
    {
        await using var server = new Server();
        await using var tmux = await Tmux.StartAsync(columns: 80, rows: 12);
        await tmux.TypeAsync($"clear; sh -c 'dotnet exec {Program} connect localhost {server.Port}; true'");
        await tmux.PressAsync("Enter");
        await tmux.WaitForFootAsync(">");
        await tmux.TypeAsync("draft");
        await tmux.WaitForFootAsync("> draft");

        await tmux.PressAsync("C-z");
        await tmux.WaitForAsync("Stopped");
        await tmux.TypeAsync("echo the shell; fg");
        await tmux.PressAsync("Enter");
        await tmux.WaitForRowAsync("the shell");
        await tmux.WaitForFootAsync("> draft");

        await tmux.PressAsync("C-c", "C-c");
        await tmux.WaitForFootAsync(Tmux.Prompt);
    }

    [Fact]
    public async Task Ended_by_a_signal_it_leaves_the_terminal_as_it_was_and_the_lines_for_the_next_time()
    {
        await using var server = new Server();
        await using var tmux = await Tmux.StartAsync(columns: 80, rows: 12);
        await StartAsync(tmux, server.Port);
        await tmux.TypeAsync("remember me");
        await tmux.PressAsync("Enter");
        await tmux.WaitForFootAsync("You sent: remember me", ">");
        await SignalAsync(tmux, "TERM");
        await LeftAsync(tmux);

        await StartAsync(tmux, server.Port);
        await tmux.PressAsync("Up");
        await tmux.WaitForFootAsync("> remember me");
        await tmux.PressAsync("C-c", "C-c");
        await LeftAsync(tmux);
    }

    [Fact]
    public async Task What_is_typed_under_a_flood_of_lines_stays_whole_and_arrives()
    {
        await using var server = new Server();
        await using var tmux = await Tmux.StartAsync(columns: 60, rows: 12);
        await StartAsync(tmux, server.Port);
        await server.SayAsync("the flood begins");
        await tmux.WaitForFootAsync("the flood begins", ">");

        using var dry = new CancellationTokenSource();
        var flood = server.FloodAsync(dry.Token);
        foreach (var piece in "typed in the midst of it: 日本語 é ".Split(' '))
        {
            await tmux.TypeAsync(piece + " ");
        }

        await tmux.PressAsync("C-a", "M-f", "M-f", "C-k", "C-y", "C-e");   // cut in the middle, and put back
        await tmux.TypeAsync("end");
        await tmux.WaitForAsync(@"^> typed in the midst of it: 日本語 é  end$");
        await tmux.PressAsync("Enter");
        Assert.Equal("typed in the midst of it: 日本語 é  end", await server.HeardAsync());
        await dry.CancelAsync();
        await flood;

        await tmux.PressAsync("C-c", "C-c");
        await LeftAsync(tmux);
    }

    [Fact]
    public async Task After_a_crash_the_terminal_is_as_it_was()
    {
        await using var server = new Server();
        await using var tmux = await Tmux.StartAsync(columns: 80, rows: 24);
        await StartAsync(tmux, server.Port, $"ulimit -c 0; export DOTNET_DbgEnableMiniDump=0 DOTNET_STARTUP_HOOKS={typeof(StartupHook).Assembly.Location};");
        await tmux.TypeAsync("half a line");
        await tmux.WaitForFootAsync("> half a line");

        await SignalAsync(tmux, "USR1");

        await tmux.WaitForRowAsync("status 134");   // SIGABRT, by which the runtime ends
        await LeftAsync(tmux);
    }

    [Theory]
    [InlineData("TERM=dumb", "")]
    [InlineData("", "--screen-reader")]
    public async Task Where_text_is_only_appended_it_is_still_text_and_the_terminal_edits_the_line(string environment, string options)
    {
        await using var server = new Server();
        await using var tmux = await Tmux.StartAsync(columns: 80, rows: 12);
        await StartAsync(tmux, server.Port, environment, options);

        await server.SayAsync("evil\u001b[2J\u001b]0;title\u0007");
        await tmux.WaitForFootAsync("evil^[[2J^[]0;title^G");
        await tmux.TypeAsync("hellx");
        await tmux.PressAsync("BSpace");
        await tmux.TypeAsync("o");
        await tmux.PressAsync("Enter");
        await tmux.WaitForFootAsync("evil^[[2J^[]0;title^G", "hello", "You sent: hello");
        await tmux.TypeAsync("rest");
        await tmux.PressAsync("C-d", "C-d");
        await tmux.WaitForRowAsync("You sent: rest");
        await LeftAsync(tmux);
        await tmux.WaitForRowAsync("status 0");
    }

    [Fact]
    public async Task Ctrl_C_leaves_where_text_is_only_appended()
    {
        await using var server = new Server();
        await using var tmux = await Tmux.StartAsync(columns: 80, rows: 12);
        await StartAsync(tmux, server.Port, "TERM=dumb", "");
        await server.SayAsync("here");
        await tmux.WaitForFootAsync("here");

        await tmux.TypeAsync("half");
        await tmux.PressAsync("C-c");

        await tmux.WaitForFootAsync("here", "half^C", "status 0", "left", Tmux.Prompt);
    }

    [Fact]
    public async Task The_time_of_day_stands_before_lines_where_it_is_asked_for()
    {
        await using var server = new Server();
        await using var tmux = await Tmux.StartAsync(columns: 80, rows: 12);
        await StartAsync(tmux, server.Port, "", "--timestamps");

        await server.SayAsync("what time is it");
        await tmux.WaitForAsync(@"^\d\d:\d\d:\d\d what time is it$");
        await tmux.PressAsync("C-c", "C-c");
        await LeftAsync(tmux);
    }

    private static string Program => Path.Combine(AppContext.BaseDirectory, "interlude.dll");

    // The shell says when the program is gone, and how the terminal was before and is after, but for its size.
    private static async Task StartAsync(Tmux tmux, int port, string environment = "", string options = "")
    {
        await tmux.TypeAsync($"clear; rm -f after; stty -a | tail -n +2 > before; (echo $BASHPID > pid; {environment} exec dotnet exec {Program} connect localhost {port} {options}); echo status $?; stty -a | tail -n +2 > after; cmp before after && echo left");
        await tmux.PressAsync("Enter");
        if (environment != "TERM=dumb" && options != "--screen-reader")
        {
            await tmux.WaitForFootAsync(">");
        }
    }

    private static async Task SignalAsync(Tmux tmux, string signal)
    {
        var (status, output) = await OutsideProgram.RunAsync(
            tmux.Home, TimeSpan.FromSeconds(60), new Dictionary<string, string?>(), Requires.Program("bash"), ["-c", $"kill -{signal} $(< pid)"]);
        Assert.True(status == 0, output);
    }

    private static Task LeftAsync(Tmux tmux) => tmux.WaitForRowAsync("left");

    private sealed class Server : IAsyncDisposable
    {
        private readonly LineListener _listener;
        private readonly TaskCompletionSource<string> _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<LineConnection> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Server()
        {
            _listener = LineListener.Open(new LineEndPoint.Tcp("127.0.0.1", 0));
            _listener.Start(connection =>
            {
                _first.TrySetResult(connection);
                _ = EchoAsync(connection);
            });
        }

        public int Port => ((LineEndPoint.Tcp)_listener.EndPoint).Port;

        public async Task SayAsync(string line) => await (await _first.Task).WriteLineAsync(System.Text.Encoding.UTF8.GetBytes(line));

        /// <summary>The first line that came.</summary>
        public Task<string> HeardAsync() => _heard.Task.WaitAsync(TimeSpan.FromSeconds(60));

        /// <summary>Says lines as fast as they are taken.</summary>
        public async Task FloodAsync(CancellationToken dry)
        {
            for (var i = 0; !dry.IsCancellationRequested; i++)
            {
                await SayAsync($"line {i} of the flood, and some more of it");
            }
        }

        public ValueTask DisposeAsync() => _listener.DisposeAsync();

        private async Task EchoAsync(LineConnection connection)
        {
            await foreach (var line in connection.ReadLinesAsync())
            {
                _heard.TrySetResult(System.Text.Encoding.UTF8.GetString(line.Span));
                await connection.WriteLineAsync((byte[])[.. "You sent: "u8, .. line.Span]);
            }

            await connection.CloseAsync();
        }
    }
}
