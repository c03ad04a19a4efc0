using System.Text.RegularExpressions;
using Interlude.Tests.EndToEnd.Clients;
using Interlude.Tests.Lines;

namespace Interlude.Tests.EndToEnd;

/// <summary>Two lines in a pipe to servers whose answers come late: what <c>interlude connect</c> prints, beside what other
/// clients do.</summary>
public class ConnectFieldTests
{
    // Since 7.96 ncat tells the server of the end of input only when asked to.
    private static readonly Version s_lastHalfClosingNcat = new(7, 95);

    [Fact]
    public async Task Of_a_plain_server_that_answers_late_all_replies_come()
    {
        await using var server = ChildProcess.Python("slow_server.py", "plain");

        await AllRepliesComeAsync("127.0.0.1", $"{await server.ReadPortAsync()}", "--delimiter", "lf");
    }

    [Fact]
    public async Task Of_a_plain_server_that_answers_at_the_end_all_replies_come()
    {
        await using var server = LineServers.AnsweringAtEnd();

        await AllRepliesComeAsync("127.0.0.1", server.Port());
    }

    [Fact]
    public async Task Under_TLS_all_replies_come_from_a_server_that_takes_close_notify_for_the_end()
    {
        using var folder = new TemporaryFolder();
        var pem = Certificates.SelfSigned("localhost").WriteTo(folder, "server.pem");
        await using var server = ChildProcess.Python("slow_server.py", "asyncio", pem);

        await AllRepliesComeAsync($"tls://127.0.0.1:{await server.ReadPortAsync()}", "--ca", pem, "--delimiter", "lf");
    }

    [Fact]
    public async Task Under_TLS_all_replies_come_from_a_server_that_goes_on_after_close_notify()
    {
        using var folder = new TemporaryFolder();
        var certificate = Certificates.SelfSigned("localhost");
        await using var server = LineServers.AnsweringAtEnd(new(certificate.Context()));

        await AllRepliesComeAsync($"tls://127.0.0.1:{server.Port()}", "--ca", certificate.WriteTo(folder, "server.pem"));
    }

    [Theory]
    [InlineData(2, "ncat", "127.0.0.1", "PORT")]
    [InlineData(2, "socat", "-t10", "-", "TCP:127.0.0.1:PORT")]
    [InlineData(0, "telnet", "127.0.0.1", "PORT")]
    public async Task Of_a_plain_server_that_answers_at_the_end_telnet_loses_all_and_says_nothing(int replies, params string[] client)
    {
        await using var server = LineServers.AnsweringAtEnd();
        await using var other = await StartOtherAsync(client, server.Port());

        Assert.Equal((replies, 0), await EndAsync(other));
    }

    [Theory]
    [InlineData("ncat", "--ssl", "127.0.0.1", "PORT")]
    [InlineData("socat", "-t10", "-", "OPENSSL:127.0.0.1:PORT,verify=0")]
    [InlineData("openssl", "s_client", "-connect", "127.0.0.1:PORT")]
    [InlineData("openssl", "s_client", "-brief", "-connect", "127.0.0.1:PORT")]
    public async Task Others_lose_all_and_say_nothing_where_close_notify_is_taken_for_the_end(params string[] client)
    {
        using var folder = new TemporaryFolder();
        await using var server = ChildProcess.Python("slow_server.py", "asyncio", Certificates.SelfSigned("localhost").WriteTo(folder, "server.pem"));
        await using var other = await StartOtherAsync(client, $"{await server.ReadPortAsync()}");

        Assert.Equal((0, 0), await EndAsync(other));
    }

    [Theory]
    [InlineData("ncat", "--ssl", "--no-shutdown", "127.0.0.1", "PORT")]
    [InlineData("openssl", "s_client", "-quiet", "-connect", "127.0.0.1:PORT")]
    public async Task Those_that_do_not_tell_of_the_end_have_all_and_stay(params string[] client)
    {
        using var folder = new TemporaryFolder();
        var isEnded = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = LineServers.Start(
            async connection =>
            {
                for (var lines = 0; lines < 2; lines++)
                {
                    await connection.ReadLineAsync();
                }

                await connection.WriteLineAsync("reply to one"u8.ToArray());
                await connection.WriteLineAsync("reply to two"u8.ToArray());
                isEnded.SetResult(await connection.ReadLineAsync() is null);   // comes when the test ends the client
            },
            new(Certificates.SelfSigned("localhost").Context()));
        await using (var other = await StartOtherAsync(client, server.Port()))
        {
            await other.ReadUntilAsync("reply to one");
            await other.ReadUntilAsync("reply to two");

            Assert.False(isEnded.Task.IsCompleted);
        }

        Assert.True(await isEnded.Task.WaitAsync(Peers.Limit));
    }

    [Theory]
    [InlineData("ncat", "--ssl", "127.0.0.1", "PORT")]
    [InlineData("socat", "-t10", "-", "OPENSSL:127.0.0.1:PORT,verify=0")]
    public async Task Others_have_all_where_the_server_goes_on_after_close_notify(params string[] client)
    {
        await using var server = LineServers.AnsweringAtEnd(new(Certificates.SelfSigned("localhost").Context()));
        await using var other = await StartOtherAsync(client, server.Port());

        Assert.Equal((2, 0), await EndAsync(other));
    }

    [Fact]
    public async Task No_line_is_taken_for_an_order_to_the_client()
    {
        using var folder = new TemporaryFolder();
        var certificate = Certificates.SelfSigned("localhost");
        await using var server = LineServers.Answering(new(certificate.Context()));
        await using var connect = ChildProcess.Interlude(
            "connect", $"tls://127.0.0.1:{server.Port()}", "--ca", certificate.WriteTo(folder, "server.pem"), "--linger", "0.1");
        await using var other = ChildProcess.Start(Requires.Program("openssl"), "s_client", "-connect", $"127.0.0.1:{server.Port()}");

        foreach (var line in new[] { "Quit please", "Q", "R", "k", "last" })
        {
            await connect.WriteAsync($"{line}\n");
            Assert.Equal($"reply to {line}", await connect.ReadLineAsync());
        }

        await other.WriteAsync("Quit please\n");
        connect.EndInput();

        Assert.Equal("", await connect.ReadToEndAsync());
        Assert.Equal((0, ""), await connect.WaitForExitAsync());
        Assert.DoesNotContain("reply", await other.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Equal(0, (await other.WaitForExitAsync()).ExitCode);   // it has quit, as if all were well
    }

    // The last line is not finished: the client does that.
    private static async Task AllRepliesComeAsync(params string[] arguments)
    {
        await using var connect = ChildProcess.Interlude(["connect", .. arguments]);
        await connect.WriteAsync("one\ntwo");
        connect.EndInput();

        Assert.Equal("reply to one\nreply to two\n", await connect.ReadToEndAsync());
        Assert.Equal((0, ""), await connect.WaitForExitAsync());
    }

    private static async Task<ChildProcess> StartOtherAsync(string[] client, string port)
    {
        var program = Requires.Program(client[0]);
        if (client[0] == "ncat")
        {
            var version = await NcatVersionAsync(program);
            Assert.SkipWhen(version > s_lastHalfClosingNcat, $"ncat {version} means something else by the end of input.");
        }

        var other = ChildProcess.Start(program, [.. client[1..].Select(argument => argument.Replace("PORT", port, StringComparison.Ordinal))]);
        await other.WriteAsync("one\ntwo\n");
        other.EndInput();
        return other;
    }

    private static async Task<Version> NcatVersionAsync(string program)
    {
        await using var asked = ChildProcess.Start(program, "--version");
        var said = await asked.ReadToEndAsync() + (await asked.WaitForExitAsync()).Error;
        return Version.Parse(Regex.Match(said, "Version ([0-9.]+)").Groups[1].Value);
    }

    private static async Task<(int Replies, int ExitCode)> EndAsync(ChildProcess client)
    {
        var output = await client.ReadToEndAsync();
        return (Regex.Count(output, "^reply to ", RegexOptions.Multiline), (await client.WaitForExitAsync()).ExitCode);
    }
}
