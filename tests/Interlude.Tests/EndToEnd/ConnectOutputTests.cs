using System.Text;
using System.Text.Json;
using Interlude.Lines;
using Interlude.Tests.EndToEnd.Clients;
using Interlude.Tests.Lines;

namespace Interlude.Tests.EndToEnd;

/// <summary>What <c>interlude connect</c> writes down, and when it leaves.</summary>
public class ConnectOutputTests
{
    [Fact]
    public async Task As_JSON_there_is_an_object_for_each_line_both_ways()
    {
        await using var server = LineServers.Answering();

        var output = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(await TalkAsync(server, "gr\u00c3\u00bc\u00c3\u009f\n\u00ff", "--json")));

        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.All(lines, line => Assert.True(line.TryGetProperty("time", out var time) && time.TryGetDateTimeOffset(out _)));
        var texts = lines.Select(line => (line.GetProperty("direction").GetString(),
            line.TryGetProperty("text", out var text) ? text.GetString() : Convert.ToHexString(line.GetProperty("base64").GetBytesFromBase64())));
        Assert.Equal(
            [("received", "7265706C7920746F20FF"), ("received", "reply to gr\u00fc\u00df"), ("sent", "FF"), ("sent", "gr\u00fc\u00df")],
            texts.Order());
    }

    [Fact]
    public async Task As_a_dump_there_are_the_bytes_both_ways()
    {
        await using var server = LineServers.Answering();

        var output = await TalkAsync(server, "a\u0001", "--hex");

        Assert.Equal(
            $"> 00000000  61 01{new string(' ', 44)}|a.|\n< 00000000  72 65 70 6c 79 20 74 6f 20 61 01{new string(' ', 17)}|reply to a.|\n", output);
    }

    [Fact]
    public async Task The_log_has_both_ways_without_secrets_for_its_owner_alone()
    {
        using var folder = new TemporaryFolder();
        var log = Path.Combine(folder.Path, "talk.log");
        await using var server = LineServers.AnsweringAtEnd();

        Assert.Equal("reply to PASS tiger\nreply to hello\n", await TalkAsync(server, "PASS tiger\nhello", "--log", log));

        var lines = await File.ReadAllLinesAsync(log, TestContext.Current.CancellationToken);
        Assert.All(lines, line => Assert.Matches("^[0-9-]{10}T[0-9:.]{12}Z [<>] ", line));
        Assert.Equal(["> PASS ***", "> hello", "< reply to PASS tiger", "< reply to hello"], lines.Select(line => line[25..]));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(log));
        }
    }

    [Theory]
    [InlineData("linger 0.2")]
    [InlineData("replies 1")]
    public async Task A_server_that_never_ends_is_left(string policy)
    {
        await using var server = Staying();

        Assert.Equal("reply\n", await TalkAsync(server, "hello", "--at-end", policy));
    }

    [Fact]
    public async Task Who_leaves_at_once_has_said_all()
    {
        var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = LineServers.Start(async connection =>
        {
            var lines = 0;
            await foreach (var line in connection.ReadLinesAsync())
            {
                lines += line.Span.SequenceEqual("hello"u8) ? 1 : 0;
            }

            heard.SetResult($"{lines} and {connection.InputEnd}");
        });

        Assert.Equal("", await TalkAsync(server, string.Concat(Enumerable.Repeat("hello\n", 10_000)), "--at-end", "leave"));
        Assert.Equal("10000 and Finished", await heard.Task.WaitAsync(Peers.Limit));
    }

    [Fact]
    public async Task Who_keeps_the_connection_open_does_not_tell_of_the_end()
    {
        await using var server = LineServers.Start(async connection =>
        {
            await connection.ReadLineAsync();
            var next = connection.ReadLineAsync().AsTask();
            await connection.WriteLineAsync("reply"u8.ToArray());
            var isTold = await Task.WhenAny(next, Task.Delay(TimeSpan.FromSeconds(0.3))) == next;
            await connection.WriteLineAsync(isTold ? "told"u8.ToArray() : "not told"u8.ToArray());
        });

        Assert.Equal("reply\nnot told\n", await TalkAsync(server, "hello", "--at-end", "keep"));
    }

    // Answers the first line, and then waits for the other side to leave.
    private static LineListener Staying() => LineServers.Start(async connection =>
    {
        await connection.ReadLineAsync();
        await connection.WriteLineAsync("reply"u8.ToArray());
        await connection.ReadLineAsync();
    });

    private static async Task<string> TalkAsync(LineListener server, string input, params string[] arguments)
    {
        await using var connect = ChildProcess.Interlude(["connect", "127.0.0.1", server.Port(), .. arguments]);
        await connect.WriteAsync(input);
        connect.EndInput();
        var output = await connect.ReadToEndAsync();
        Assert.Equal((0, ""), await connect.WaitForExitAsync());
        return output;
    }
}
