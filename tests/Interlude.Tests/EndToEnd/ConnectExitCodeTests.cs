using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Interlude.Tests.EndToEnd.Clients;
using Interlude.Tests.Lines;

namespace Interlude.Tests.EndToEnd;

/// <summary>How <c>interlude connect</c> tells a script what went wrong.</summary>
public class ConnectExitCodeTests
{
    private const string LongName = "a-name-of-twenty-two-x-a-name-of-twenty-two-x-a-name-of-twenty-two-x-a-name-of-twenty-two-x-a-name-of-twenty-two-x";

    [Fact]
    public async Task Code_1_is_for_output_that_cannot_be_written()
    {
        await using var server = LineServers.Answering();

        await EndsAsync(1, "No space left on device", Piped("echo x", "127.0.0.1", server.Port(), ">/dev/full"));
    }

    [Theory]
    [InlineData("0 is not a port", "PORT", "127.0.0.1", "0")]
    [InlineData("options that contradict each other", "exclude each other", "127.0.0.1", "-4", "-6")]
    [InlineData("a host with its port", "is no host; write HOST PORT", "127.0.0.1:1")]
    [InlineData("an option that is misspelt", "\"--jsn\" is no option", "--jsn")]
    [InlineData("a path that no socket can have", "bytes, which is as long as the path of a socket may be", $"unix:///{LongName}")]
    [InlineData("an option for TLS without it", "is for TLS", "127.0.0.1", "--insecure")]
    [InlineData("a file that is not there", "cannot be read", "tls://127.0.0.1:1", "--ca", "/no/such/file")]
    [InlineData("a port in place of a host", "\"8007\" is a port; write its host before it: localhost 8007.", "8007")]
    [InlineData("a port beside a URI", "SCHEME://HOST:5", "tls://127.0.0.1", "5")]
    [InlineData("a scheme of a chat server's", "(also for irc:// and plain://)", "irc://127.0.0.1:1")]
    [InlineData("two lines where one is said", "give --send once for each line", "127.0.0.1", "--send", "a\r\nb")]
    [InlineData("no program", "write the command of a program", "--exec", "")]
    public async Task Code_2_is_for_a_wrong_command_line(string what, string says, params string[] arguments)
    {
        Assert.NotEmpty(what);
        await EndsAsync(2, says, ChildProcess.Interlude(["connect", .. arguments]));
    }

    [Fact]
    public async Task Code_3_is_for_a_name_that_is_not_known()
    {
        var noName = new string('x', 64) + ".test";   // a label too long to be asked for

        await EndsAsync(3, $"cannot connect to tcp://{noName}:1: ", ChildProcess.Interlude("connect", noName, "1"));
    }

    [Fact]
    public async Task Code_4_is_for_a_server_that_nobody_vouches_for()
    {
        await using var server = LineServers.Answering(new(Certificates.SelfSigned("localhost").Context()));

        await EndsAsync(4, "UntrustedRoot", ChildProcess.Interlude("connect", $"tls://127.0.0.1:{server.Port()}"));
    }

    [Fact]
    public async Task Code_4_is_for_a_server_that_does_not_speak_TLS()
    {
        await using var server = LineServers.Start(connection => connection.WriteLineAsync("220 good day"u8.ToArray()).AsTask());

        await EndsAsync(4, "TLS", ChildProcess.Interlude("connect", $"tls://127.0.0.1:{server.Port()}"));
    }

    [Fact]
    public async Task Code_4_is_for_a_server_that_refuses_STARTTLS()
    {
        await using var server = LineServers.Start(async connection =>
        {
            await connection.ReadLineAsync();
            await connection.WriteLineAsync(":irc.test 691 * :STARTTLS failed"u8.ToArray());
            await connection.ReadLineAsync();
        });

        await EndsAsync(4, "does not begin TLS: :irc.test 691", ChildProcess.Interlude("connect", "127.0.0.1", server.Port(), "--starttls", "irc"));
    }

    [Fact]
    public async Task Code_5_is_for_a_server_that_does_not_answer()
    {
        using var full = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        using var waiting = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await waiting.ConnectAsync(full.LocalEndPoint!);   // nobody accepts it, so the queue is full: the next one is not answered

        await EndsAsync(5, "within 0.3 s", ChildProcess.Interlude(
            "connect", "127.0.0.1", $"{((IPEndPoint)full.LocalEndPoint!).Port}", "--connect-timeout", "0.3"));
    }

    [Fact]
    public async Task Code_5_is_for_TLS_that_does_not_begin()
    {
        await using var server = LineServers.Start(async connection =>
        {
            while (await connection.ReadLineAsync() is not null)   // a handshake may well hold an LF
            {
            }
        });

        await EndsAsync(5, "within 0.3 s", ChildProcess.Interlude("connect", $"tls://127.0.0.1:{server.Port()}", "--connect-timeout", "0.3"));
    }

    [Fact]
    public async Task Code_6_is_for_TLS_that_is_broken_off()
    {
        using var folder = new TemporaryFolder();
        var certificate = Certificates.SelfSigned("localhost");
        using var listening = new TcpListener(IPAddress.Loopback, 0);
        listening.Start();
        var connect = ChildProcess.Interlude(
            "connect", $"tls://127.0.0.1:{((IPEndPoint)listening.LocalEndpoint).Port}", "--ca", certificate.WriteTo(folder, "server.pem"));
        using var socket = await listening.AcceptSocketAsync().WaitAsync(Peers.Limit);
        await using var tls = new SslStream(new NetworkStream(socket));
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = certificate.Context() }).WaitAsync(Peers.Limit);

        await tls.WriteAsync("half of\nthe tru"u8.ToArray());
        socket.Shutdown(SocketShutdown.Send);   // without close_notify

        Assert.Equal("half of\nthe tru\n", await connect.ReadToEndAsync());
        await EndsAsync(6, "broke TLS off", connect);
    }

    [Fact]
    public async Task Code_6_is_for_replies_that_are_missing()
    {
        await using var server = LineServers.Start(async connection =>
        {
            await connection.ReadLineAsync();
            await connection.WriteLineAsync("first"u8.ToArray());
        });

        await EndsAsync(6, "with 1 of the replies missing", Piped("printf 'a\\nb\\n'", "127.0.0.1", server.Port(), "--at-end", "'replies 2'"));
    }

    [Fact]
    public async Task Code_6_is_for_input_that_was_not_taken()
    {
        await using var server = LineServers.Start(async connection => await connection.ReadLineAsync());

        // At this pace the second line is not due before the server has ended.
        await EndsAsync(6, "before it had taken all of the input", Piped("printf 'a\\nb\\n'", "127.0.0.1", server.Port(), "--rate", "0.01"));
    }

    [Fact]
    public async Task Code_7_is_for_a_line_that_does_not_come_in_time()
    {
        await using var server = LineServers.Answering();

        await EndsAsync(7, "in time (--timeout)", ChildProcess.Interlude(
            "connect", "127.0.0.1", server.Port(), "--send", "hello", "--expect", "^good day", "--timeout", "0.3"));
    }

    [Fact]
    public async Task Code_7_is_for_a_line_that_never_came()
    {
        await using var server = LineServers.AnsweringAtEnd();

        await EndsAsync(7, "ended the connection, and no line matched good day", Piped("echo hello", "127.0.0.1", server.Port(), "--until", "'good day'"));
    }

    [Fact]
    public async Task Code_0_is_for_a_line_that_came()
    {
        await using var server = LineServers.Answering();
        await using var connect = ChildProcess.Interlude(
            "connect", "127.0.0.1", server.Port(), "--send", "hello", "--expect", "hello$", "--send", "bye", "--until", "bye$");

        Assert.Equal("reply to hello\nreply to bye\n", await connect.ReadToEndAsync());
        Assert.Equal((0, ""), await connect.WaitForExitAsync());
    }

    private static async Task EndsAsync(int code, string sentence, ChildProcess connect)
    {
        await using (connect)
        {
            var (ended, error) = await connect.WaitForExitAsync();

            Assert.Contains(sentence, error, StringComparison.Ordinal);
            Assert.Equal((code, 1), (ended, error.Count(letter => letter == '\n')));
        }
    }

    // As a shell runs it, with the input that a command makes; the pipeline's exit status is its last member's.
    private static ChildProcess Piped(string input, params string[] arguments) => ChildProcess.Start(
        Requires.Program("sh"), "-c", $"{input} | dotnet exec '{Path.Combine(AppContext.BaseDirectory, "interlude.dll")}' connect {string.Join(' ', arguments)}");
}
