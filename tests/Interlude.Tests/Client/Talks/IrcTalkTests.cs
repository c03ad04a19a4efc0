using System.Text;
using System.Threading.Channels;
using Interlude.Client.Talks;
using Interlude.Lines;
using Interlude.Tests.Lines;

namespace Interlude.Tests.Client.Talks;

/// <summary>With our own server over a socket, and with scripted ones.</summary>
public sealed class IrcTalkTests : IAsyncDisposable
{
    private readonly ManualTime _time = new();
    private readonly TemporaryFolder _folder = new();
    private readonly Channel<string> _seen = Channel.CreateUnbounded<string>();
    private IrcTalk? _talk;
    private Task _reading = Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_talk is not null)
        {
            await _talk.CloseAsync();
        }

        await _reading.WaitAsync(Peers.Limit);
        _folder.Dispose();
    }

    [Fact]
    public async Task A_nick_that_is_taken_is_taken_back_once_it_is_free()
    {
        await using var serve = ChildProcess.Interlude("serve", "--listen", "irc://127.0.0.1:0");
        var port = await serve.ReadPortAsync();
        await using var holder = await ConnectAsync(port);
        await SayAsync(holder, "NICK ana", "USER ana 0 * :Ana", "JOIN #dev", "PING there");
        await HearAsync(holder, "PONG");
        var script = Script("NICK ana\nUSER bob 0 * :Bob\n");
        var connection = await ConnectAsync(port);
        Assert.True(await script.SayAsync(connection, CancellationToken.None));
        var talk = Start(new SingleTalk(connection), script);
        await SeeAsync(" 433 * ana ");
        await SeeAsync(" 001 ana_ ");
        Assert.True(await talk.WriteLineAsync("JOIN #dev"u8.ToArray(), CancellationToken.None));
        await SeeAsync(" 366 ana_ #dev ");
        _time.Advance(TimeSpan.FromSeconds(5));

        await SayAsync(holder, "QUIT :bye");

        await SeeAsync(" QUIT ");
        Assert.Matches("^:ana_![^ ]+ NICK :?ana$", await SeeAsync(" NICK "));
    }

    [Fact]
    public async Task A_server_that_starts_anew_is_logged_in_to_again_and_lines_wait_for_it()
    {
        var script = Script("NICK ana\nUSER ana 0 * :Ana\n");
        var serve = ChildProcess.Interlude("serve", "--listen", "irc://127.0.0.1:0");
        var port = await serve.ReadPortAsync();
        var talk = new ReconnectingTalk(stop => LineClient.ConnectAsync(new LineEndPoint.Tcp("127.0.0.1", port), cancellationToken: stop), new ReconnectOptions
        {
            Login = script.SayAsync,
            GapWrites = GapWritePolicy.Wait,
            FirstPause = TimeSpan.FromMilliseconds(1),
            LongestPause = TimeSpan.FromMilliseconds(20),
        });
        Start(talk, script);
        await SeeAsync(" 001 ana ");
        await serve.DisposeAsync();
        await SeeAsync("-- Lost");
        var line = _talk!.WriteLineAsync("JOIN #dev"u8.ToArray(), CancellationToken.None);

        await using var again = ChildProcess.Interlude("serve", "--listen", "irc://127.0.0.1:0");
        port = await again.ReadPortAsync();

        await SeeAsync("-- Connected");
        await SeeAsync(" 001 ana ");
        await SeeAsync(" 366 ana #dev ");
        Assert.True(await line);
    }

    [Theory]
    [InlineData(true, "hello")]
    [InlineData(false, "PING :1 2|hello")]
    public async Task PING_is_answered_and_kept_from_a_person_only(bool isForPerson, string seen)
    {
        var (far, _) = StartScripted(isForPerson);

        await Peers.SendAsync(far, "PING :1 2\r\nhello\r\n");

        Assert.Equal("-- Connected", await _seen.Reader.ReadAsync().AsTask().WaitAsync(Peers.Limit));
        foreach (var line in seen.Split('|'))
        {
            Assert.Equal(line, await _seen.Reader.ReadAsync().AsTask().WaitAsync(Peers.Limit));
        }

        Assert.Equal("PONG :1 2\r\n", await ReadAsync(far));
    }

    [Fact]
    public async Task A_nick_that_the_person_types_is_kept_too()
    {
        var (far, talk) = StartScripted(isForPerson: true);
        Assert.True(await talk.WriteLineAsync("NICK ana"u8.ToArray(), CancellationToken.None));
        Assert.Equal("NICK ana\r\n", await ReadAsync(far));

        await Peers.SendAsync(far, ":s 433 * ana :in use\r\n");

        await SeeAsync(" 433 * ana ");
        Assert.Equal("NICK ana_\r\n", await ReadAsync(far));
    }

    [Fact]
    public async Task A_server_that_pings_and_does_not_read_is_read_on()
    {
        var (far, talk) = StartScripted(isForPerson: true);
        const int Most = 40_000;   // more than any outbox holds of answers

        for (var i = 0; i < Most; i += 100)
        {
            await Peers.SendAsync(far, string.Concat(Enumerable.Repeat("PING :0123456789012345678901234567890\r\n", 100)));
        }

        await Peers.SendAsync(far, "done\r\n");
        await SeeAsync("done");
        Assert.InRange(talk.Connection!.OutboxBytes, 1, talk.Connection.Options.OutboxLimitBytes);
        talk.Connection.Abort();
    }

    private (MemoryTransport Far, ITalk Talk) StartScripted(bool isForPerson)
    {
        var (near, far) = MemoryTransport.CreatePair();
        var connection = new LineConnection(near, new LineConnectionOptions { LingerTime = TimeSpan.Zero });
        return (far, Start(new SingleTalk(connection), null, isForPerson));
    }

    private IrcTalk Start(ITalk talk, LoginScript? script, bool isForPerson = true)
    {
        var irc = new IrcTalk(talk, _time, script, isForPerson);
        _talk = irc;
        _reading = ReadAllAsync();
        return irc;

        async Task ReadAllAsync()
        {
            await foreach (var item in irc.ReadAsync(CancellationToken.None))
            {
                var text = item.Kind == LineClientItemKind.Line ? Encoding.UTF8.GetString(item.Line.Span) : $"-- {item.Kind}";
                Assert.True(_seen.Writer.TryWrite(text));
            }
        }
    }

    private async Task<string> SeeAsync(string part)
    {
        while (true)
        {
            var line = await _seen.Reader.ReadAsync().AsTask().WaitAsync(Peers.Limit);
            if (line.Contains(part, StringComparison.Ordinal))
            {
                return line;
            }
        }
    }

    private LoginScript Script(string text)
    {
        var path = Path.Combine(_folder.Path, "login");
        File.WriteAllText(path, text);
        Assert.True(LoginScript.TryLoad(path, out var script, out var error), error);
        return script;
    }

    private static Task<LineConnection> ConnectAsync(int port) => LineClient.ConnectAsync(new LineEndPoint.Tcp("127.0.0.1", port)).WaitAsync(Peers.Limit);

    private static async Task SayAsync(LineConnection connection, params string[] lines)
    {
        foreach (var line in lines)
        {
            Assert.True(await connection.WriteLineAsync(Encoding.UTF8.GetBytes(line)));
        }
    }

    private static async Task HearAsync(LineConnection connection, string part)
    {
        while (await connection.ReadLineAsync().AsTask().WaitAsync(Peers.Limit) is { } line)
        {
            if (Encoding.UTF8.GetString(line.Span).Contains(part, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"The server ended before {part}.");
    }

    private static async Task<string> ReadAsync(LineTransport far)
    {
        var buffer = new byte[1000];
        var count = await far.ReceiveAsync(buffer, CancellationToken.None).AsTask().WaitAsync(Peers.Limit);
        return Encoding.Latin1.GetString(buffer, 0, count);
    }
}
