using System.Text;
using System.Threading.Channels;
using Interlude.Tests.EndToEnd.Clients;

namespace Interlude.Tests.EndToEnd;

/// <summary>Long talks of <c>interlude connect</c>.</summary>
public sealed class ConnectSessionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_connects_again_logs_in_again_says_where_the_gap_is_and_goes_on()
    {
        var login = Path.Combine(_folder.Path, "login");
        await File.WriteAllTextAsync(login, "USER me\nPASS secret\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(login, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var heard = Channel.CreateUnbounded<string>();
        var count = 0;
        await using var server = LineServers.Start(async connection =>
        {
            var number = ++count;
            await connection.WriteLineAsync(Encoding.UTF8.GetBytes($"welcome {number}"));
            await foreach (var line in connection.ReadLinesAsync())
            {
                heard.Writer.TryWrite($"{number} {Encoding.UTF8.GetString(line.Span)}");
                if (line.Span.SequenceEqual("drop me"u8))
                {
                    return;
                }
            }
        });
        var log = Path.Combine(_folder.Path, "log");
        await using var connect = ChildProcess.Interlude("connect", "127.0.0.1", server.Port(), "--reconnect", "--login", login, "--log", log);

        Assert.Equal("welcome 1", await connect.ReadLineAsync());
        await connect.WriteAsync("drop me\n");
        Assert.Equal("welcome 2", await connect.ReadLineAsync());
        await connect.WriteAsync("still here\n");
        connect.EndInput();

        var (code, error) = await connect.WaitForExitAsync();
        Assert.Equal(0, code);
        Assert.Matches(@"^interlude connect: The connection was lost \(the server ended it\); the next try is in [0-9.]+ s\.
interlude connect: Connected again after [0-9.]+ s; what was said meanwhile is not here\.
$", error);
        heard.Writer.Complete();
        Assert.Equal(
            ["1 USER me", "1 PASS secret", "1 drop me", "2 USER me", "2 PASS secret", "2 still here"],
            await heard.Reader.ReadAllAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotContain("secret", await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_IRC_server_is_answered()
    {
        await using var server = LineServers.Start(async connection =>
        {
            await connection.WriteLineAsync("PING :are you there"u8.ToArray());
            Assert.Equal("PONG :are you there", Encoding.UTF8.GetString((await connection.ReadLineAsync())!.Value.Span));
            await connection.WriteLineAsync(":irc.test 001 me :Welcome"u8.ToArray());
            await connection.ReadLineAsync();
        });
        await using var connect = ChildProcess.Interlude("connect", "127.0.0.1", server.Port(), "--irc", "--expect", " 001 ");

        Assert.Equal("PING :are you there\n:irc.test 001 me :Welcome\n", await connect.ReadToEndAsync());
        Assert.Equal((0, ""), await connect.WaitForExitAsync());
    }
}
