using System.Net.Sockets;
using System.Text;

namespace Interlude.Tests.EndToEnd;

/// <summary>Who does not read, on real sockets. https://modern.ircdocs.horse/#error-message</summary>
public sealed class IrcOverflowTests
{
    private const int Batches = 2000;
    private const int MessagesInOne = 50;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Who_reads_too_slowly_is_told_in_ERROR_what_others_are_told_in_QUIT()
    {
        await using var serve = ChildProcess.Interlude("serve", "--listen", "irc://127.0.0.1:0", "--set", "limits.outboxBytes=65536");
        var port = await serve.ReadPortAsync();
        using var slow = await ConnectAsync(port, "slow");
        using var ana = await ConnectAsync(port, "ana");
        await ReadUntilAsync(slow.Reader, " JOIN #c");
        var text = new string('x', 400);
        var quit = string.Empty;

        // slow reads nothing from here on, so first the system's buffers fill, then the server's.
        for (var batch = 0; batch < Batches && !quit.Contains(" QUIT ", StringComparison.Ordinal); batch++)
        {
            await ana.WriteAsync(string.Concat(Enumerable.Repeat($"PRIVMSG #c :{text}\r\n", MessagesInOne)) + "PING there\r\n");
            quit = await ReadUntilAsync(ana.Reader, " QUIT ", " PONG ");
        }

        Assert.Matches("^:slow![^ ]+ QUIT :SendQ exceeded$", quit);
        var last = string.Empty;
        while (await slow.Reader.ReadLineAsync().WaitAsync(Limit) is { } line)
        {
            last = line;
        }

        Assert.Equal("ERROR :Closing Link: 127.0.0.1 (SendQ exceeded)", last);
    }

    private static async Task<Talker> ConnectAsync(int port, string nick)
    {
        var talker = new Talker(port);
        await talker.WriteAsync($"NICK {nick}\r\nUSER {nick} 0 * :r\r\nJOIN #c\r\n");
        await ReadUntilAsync(talker.Reader, " 366 ");
        return talker;
    }

    private static async Task<string> ReadUntilAsync(StreamReader reader, params string[] parts)
    {
        while (await reader.ReadLineAsync().WaitAsync(Limit) is { } line)
        {
            if (parts.Any(part => line.Contains(part, StringComparison.Ordinal)))
            {
                return line;
            }
        }

        throw new EndOfStreamException($"It ended before {string.Join(" or ", parts)}.");
    }

    private sealed class Talker : IDisposable
    {
        private readonly TcpClient _client;

        public Talker(int port)
        {
            _client = new TcpClient("127.0.0.1", port) { ReceiveBufferSize = 65536, NoDelay = true };
            Reader = new StreamReader(_client.GetStream(), Encoding.UTF8);
        }

        public StreamReader Reader { get; }

        public Task WriteAsync(string text) => _client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask().WaitAsync(Limit);

        public void Dispose()
        {
            Reader.Dispose();
            _client.Dispose();
        }
    }
}
