using System.Net.Sockets;
using System.Text;

namespace Interlude.Tests.EndToEnd;

public class EchoTests
{
    [Fact]
    public async Task Bytes_are_untouched_and_a_bare_LF_is_data()
    {
        await using var echo = ChildProcess.Interlude("echo", "--listen", "tcp://localhost:0");
        var port = await echo.ReadPortAsync();

        var reply = await AskAsync(port, "a\nb\r\n\r\n\0\u00ff\u00c3\r\r\n");

        Assert.Equal("You sent: a\nb\r\nYou sent: \r\nYou sent: \0\u00ff\u00c3\r\r\n", reply);
    }

    [Fact]
    public async Task Both_loopbacks_answer_and_the_port_is_told()
    {
        await using var echo = ChildProcess.Interlude("echo", "--listen", "tcp://localhost:0");
        var line = await echo.ReadLineAsync();
        Assert.Matches("^interlude echo listens on localhost:[1-9][0-9]*$", line);
        var port = int.Parse(line!.Split(':')[1]);

        Assert.Equal("You sent: x\r\n", await AskAsync(port, "x\r\n", "127.0.0.1"));
        if (Socket.OSSupportsIPv6)
        {
            Assert.Equal("You sent: x\r\n", await AskAsync(port, "x\r\n", "::1"));
        }
    }

    [Fact]
    public async Task Nothing_after_a_dot_is_answered_nor_an_unterminated_last_line()
    {
        await using var echo = ChildProcess.Interlude("echo", "--listen", "tcp://localhost:0");
        var port = await echo.ReadPortAsync();

        Assert.Equal("You sent: a\r\n", await AskAsync(port, "a\r\n.\r\nb\r\n"));
        Assert.Equal("You sent: a\r\n", await AskAsync(port, "a\r\nb"));
    }

    [Fact]
    public async Task Fifty_replies_arrive_though_three_megabytes_follow_the_dot()
    {
        await using var echo = ChildProcess.Interlude("echo", "--listen", "tcp://localhost:0");
        var port = await echo.ReadPortAsync();
        var lines = Enumerable.Range(1, 50).Select(i => $"line {i}\r\n").ToList();

        var reply = await AskAsync(port, string.Concat(lines) + ".\r\n" + new string('z', 3_000_000));

        Assert.Equal(string.Concat(lines.Select(line => "You sent: " + line)), reply);
    }

    [Fact]
    public async Task The_delimiter_can_be_any_bytes()
    {
        await using var echo = ChildProcess.Interlude("echo", "--listen", "tcp://localhost:0", "--delimiter", @"\0END\xff");
        var port = await echo.ReadPortAsync();

        Assert.Equal("You sent: a\r\n\0END\u00ff", await AskAsync(port, "a\r\n\0END\u00ffb\0EN"));
    }

    [Fact]
    public async Task A_line_over_the_limit_closes_and_is_told_on_standard_error()
    {
        await using var echo = ChildProcess.Interlude("echo", "--listen", "tcp://localhost:0", "--max-line", "5");
        var port = await echo.ReadPortAsync();

        Assert.Equal("You sent: 12345\r\n", await AskAsync(port, "12345\r\n123456\r\nno\r\n"));
        echo.Terminate();
        var (code, error) = await echo.WaitForExitAsync();

        Assert.Equal(0, code);
        Assert.Matches("^interlude echo: .* sent a line of more than 5 bytes, so its connection is closed.\n$", error);
    }

    [Fact]
    public async Task A_Unix_socket_is_listened_on_and_removed_at_the_end()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "echo");
        await using var echo = ChildProcess.Interlude("echo", "--listen", "unix://" + path);
        Assert.Equal($"interlude echo listens on {path}", await echo.ReadLineAsync());
        Assert.True(File.Exists(path));

        echo.Terminate();

        Assert.Equal(0, (await echo.WaitForExitAsync()).ExitCode);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task A_port_in_use_is_an_error_for_another_process()
    {
        await using var echo = ChildProcess.Interlude("echo", "--listen", "tcp://localhost:0");
        var port = await echo.ReadPortAsync();
        await using var second = ChildProcess.Interlude("echo", "--listen", $"tcp://localhost:{port}");

        var (code, error) = await second.WaitForExitAsync();

        Assert.Equal(1, code);
        Assert.Equal($"interlude echo: cannot listen on localhost:{port}: Address already in use.\n", error);
    }

    [Theory]
    [InlineData("--listen", "http://localhost:1")]
    [InlineData("--listen", "tcp://localhost:65536")]
    [InlineData("--delimiter", @"\q")]
    [InlineData("--delimiter", "")]
    [InlineData("--max-line", "0")]
    [InlineData("--max-line", "many")]
    [InlineData("--nonsense", "1")]
    public async Task A_wrong_option_is_one_sentence_and_exit_code_2(string option, string value)
    {
        await using var echo = ChildProcess.Interlude("echo", option, value);

        var (code, error) = await echo.WaitForExitAsync();

        Assert.Equal(2, code);
        Assert.Equal("", await echo.ReadToEndAsync());
        Assert.Matches("^interlude[^\n]*[.]\n$", error);
    }

    [Fact]
    public async Task Running_out_of_file_descriptors_is_told_and_survived()
    {
        await using var echo = ChildProcess.Start("/bin/sh", "-c", "ulimit -n 90; exec \"$@\"", "sh",
            "dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "interlude.dll"), "echo", "--listen", "tcp://127.0.0.1:0");
        var port = await echo.ReadPortAsync();
        var many = Enumerable.Range(0, 120).Select(_ => new TcpClient("127.0.0.1", port)).ToList();
        Assert.Matches("^interlude echo: cannot accept: .*; next try in 50 ms.$", await echo.ReadErrorLineAsync());

        many.ForEach(client => client.Dispose());

        Assert.Equal("You sent: x\r\n", await AskAsync(port, "x\r\n"));
    }

    [Fact]
    public async Task The_original_client_is_answered()
    {
        await using var echo = ChildProcess.Interlude("echo", "--listen", "tcp://localhost:0");
        var port = await echo.ReadPortAsync();
        await using var client = ChildProcess.Python("line_client.py", "localhost", $"{port}");

        await client.WriteAsync("one\ntwo\n\n.\n");

        Assert.Equal("You sent: one\nYou sent: two\nYou sent: \n", await client.ReadToEndAsync());
        Assert.Equal(0, (await client.WaitForExitAsync()).ExitCode);
    }

    /// <summary>Sends all, ends its sending, and only then reads.</summary>
    private static async Task<string> AskAsync(int port, string text, string address = "127.0.0.1")
    {
        using var client = new TcpClient(address.Contains(':') ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork);
        await client.ConnectAsync(address, port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text));
        client.Client.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
    }
}
