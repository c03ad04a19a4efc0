using Interlude.Lines;
using Interlude.Tests.EndToEnd.Clients;

namespace Interlude.Tests.EndToEnd;

public class ConnectTests
{
    [Fact]
    public async Task The_original_server_is_talked_to()
    {
        await using var server = ChildProcess.Python("echo_server.py");
        var port = await server.ReadPortAsync();
        await using var connect = ChildProcess.Interlude("connect", "localhost", $"{port}");

        await connect.WriteAsync("one\r\ntwo\n\u00ff\0\n");

        Assert.Equal("You sent: one", await connect.ReadLineAsync());
        await connect.WriteAsync(".\n");
        Assert.Equal("You sent: two\nYou sent: \u00ff\0\n", await connect.ReadToEndAsync());
        Assert.Equal((0, ""), await connect.WaitForExitAsync());
    }

    [Fact]
    public async Task It_ends_when_the_server_closes_though_input_is_still_open()
    {
        await using var server = Serve(connection =>
        {
            connection.TryWrite("hello\r\nunterminated"u8);
            connection.Close();
        });
        await using var connect = ChildProcess.Interlude("connect", "127.0.0.1", Port(server));

        Assert.Equal("hello\nunterminated\n", await connect.ReadToEndAsync());
        Assert.Equal((0, ""), await connect.WaitForExitAsync());
    }

    [Fact]
    public async Task After_the_end_of_input_it_prints_what_still_comes()
    {
        await using var server = Serve(connection => _ = AnswerAtTheEndAsync(connection));
        await using var connect = ChildProcess.Interlude("connect", "127.0.0.1", Port(server), "--delimiter", @"\x00");

        await connect.WriteAsync("a\nlast");
        connect.EndInput();

        Assert.Equal("a|last|\nmore\n", await connect.ReadToEndAsync());
        Assert.Equal((0, ""), await connect.WaitForExitAsync());

        static async Task AnswerAtTheEndAsync(LineConnection connection)
        {
            var all = "";
            while (await connection.WaitToReadAsync())
            {
                while (connection.TryRead(out var line) == LineStatus.Line)
                {
                    all += System.Text.Encoding.UTF8.GetString(line.Span) + "|";
                }
            }

            connection.TryWrite(System.Text.Encoding.UTF8.GetBytes(all + "\0more"));
            await connection.CloseAsync();
        }
    }

    [Fact]
    public async Task Megabytes_go_both_ways_at_once()
    {
        await using var echo = ChildProcess.Interlude("echo", "--listen", "tcp://localhost:0");
        var port = await echo.ReadPortAsync();
        await using var connect = ChildProcess.Interlude("connect", "localhost", $"{port}");
        var line = new string('x', 999);

        var read = connect.ReadToEndAsync();
        await connect.WriteAsync(string.Concat(Enumerable.Repeat(line + "\n", 5000)));
        connect.EndInput();

        Assert.Equal(5000 * (line.Length + 11), (await read).Length);
        Assert.Equal((0, ""), await connect.WaitForExitAsync());
    }

    [Fact]
    public async Task When_nobody_is_there_it_says_so()
    {
        int port;
        await using (var listener = LineListener.Open(new LineEndPoint.Tcp("localhost", 0)))
        {
            port = ((LineEndPoint.Tcp)listener.EndPoint).Port;
        }

        await using var connect = ChildProcess.Interlude("connect", "localhost", $"{port}");

        var (code, error) = await connect.WaitForExitAsync();
        Assert.Equal(3, code);
        Assert.Matches($"^interlude connect: cannot connect to tcp://localhost:{port}: (.*; )?Connection refused "
            + $"\\((\\[::1\\]:{port}, )?127.0.0.1:{port}\\).\n$", error);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_not_a_clean_end()
    {
        await using var server = Serve(connection => _ = AbortAtFirstLineAsync(connection));
        await using var connect = ChildProcess.Interlude("connect", "127.0.0.1", Port(server));

        await connect.WriteAsync("x\n");
        var (code, error) = await connect.WaitForExitAsync();

        Assert.Equal(6, code);
        Assert.Matches("^interlude connect: the connection to tcp://127.0.0.1:[0-9]+ broke: Connection reset by peer.\n$", error);

        static async Task AbortAtFirstLineAsync(LineConnection connection)
        {
            await connection.WaitToReadAsync();
            connection.Abort();
        }
    }

    [Fact]
    public async Task A_wrong_port_is_one_sentence_and_exit_code_2()
    {
        await using var connect = ChildProcess.Interlude("connect", "localhost", "x");

        Assert.Equal((2, "interlude: PORT: \"x\" is not a whole number from 1 to 65535. Type interlude connect --help for more.\n"), await connect.WaitForExitAsync());
    }

    [Fact]
    public async Task With_standard_input_closed_it_says_so_and_does_not_wait()
    {
        await using var connect = Shell("""exec "$@" <&-""", "127.0.0.1", "1");

        Assert.Equal((1, "interlude connect: standard input is closed.\n"), await connect.WaitForExitAsync());
    }

    [Fact]
    public async Task With_standard_output_closed_it_says_so_and_writes_nowhere_else()
    {
        await using var connect = Shell("""exec "$@" >&-""", "127.0.0.1", "1");

        Assert.Equal((1, "interlude connect: standard output is closed.\n"), await connect.WaitForExitAsync());
    }

    [Fact]
    public async Task It_leaves_without_a_word_when_nobody_reads_what_it_writes()
    {
        await using var server = LineServers.Start(async connection =>
        {
            while (await connection.WriteLineAsync("again"u8.ToArray()))
            {
            }
        });
        await using var connect = Shell("""{ "$@"; echo $? >&2; } | head -n 1""", "127.0.0.1", server.Port());

        Assert.Equal("again\n", await connect.ReadToEndAsync());
        Assert.Equal((0, "1\n"), await connect.WaitForExitAsync());
    }

    [Fact]
    public async Task A_directory_cannot_be_sent()
    {
        await using var server = Serve(_ => { });
        await using var connect = Shell("""exec "$@" < /""", "127.0.0.1", Port(server));

        Assert.Equal((1, "interlude connect: standard input cannot be read: Is a directory.\n"),
            await connect.WaitForExitAsync());
    }

    [Fact]
    public async Task Standard_input_and_output_may_be_non_blocking()
    {
        const string Script = """
            import os, subprocess, sys
            r, w = os.pipe()
            out, back = os.pipe()
            os.set_blocking(r, False)
            os.set_blocking(back, False)
            child = subprocess.Popen(sys.argv[1:], stdin=r, stdout=back)
            os.close(r)
            os.close(back)
            while chunk := os.read(0, 65536):
                os.write(w, chunk)
                os.write(1, os.read(out, 65536))
            os.close(w)
            while chunk := os.read(out, 65536):
                os.write(1, chunk)
            sys.exit(child.wait())
            """;
        await using var server = Serve(connection => _ = EchoAsync(connection));
        await using var connect = ChildProcess.Start(
            Requires.Program("python3"), ["-u", "-c", Script, .. InterludeConnect("127.0.0.1", Port(server))]);

        await connect.WriteAsync("one\n");
        Assert.Equal("one", await connect.ReadLineAsync());
        await connect.WriteAsync("two\n");   // by now it has found nothing to read at least once
        Assert.Equal("two", await connect.ReadLineAsync());
        connect.EndInput();

        // More than a pipe holds, to a reader that begins late.
        Assert.Equal(200_001, (await connect.ReadToEndAsync()).Length);
        Assert.Equal((0, ""), await connect.WaitForExitAsync());

        static async Task EchoAsync(LineConnection connection)
        {
            await foreach (var line in connection.ReadLinesAsync())
            {
                await connection.WriteLineAsync(line);
            }

            await connection.WriteLineAsync(new byte[200_000]);
            await connection.CloseAsync();
        }
    }

    private static ChildProcess Shell(string script, params string[] arguments) =>
        ChildProcess.Start(Requires.Program("sh"), ["-c", script, "sh", .. InterludeConnect(arguments)]);

    private static string[] InterludeConnect(params string[] arguments) =>
        ["dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "interlude.dll"), "connect", .. arguments];

    private static LineListener Serve(Action<LineConnection> accepted)
    {
        var listener = LineListener.Open(new LineEndPoint.Tcp("127.0.0.1", 0),
            new() { Connection = new() { Delimiters = new("\0"u8.ToArray(), "\n"u8.ToArray()) } });
        listener.Start(accepted);
        return listener;
    }

    private static string Port(LineListener listener) => $"{((LineEndPoint.Tcp)listener.EndPoint).Port}";
}
