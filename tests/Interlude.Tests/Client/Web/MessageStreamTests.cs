using System.Net.WebSockets;
using System.Text;
using Interlude.Client.Web;
using Interlude.Lines;
using Interlude.Simulation;
using Interlude.Tests.Lines;

namespace Interlude.Tests.Client.Web;

public class MessageStreamTests
{
    [Fact]
    public Task However_messages_are_cut_into_frames_the_lines_are_the_same() => ForEachSeedAsync(async chance =>
    {
        await using var pair = new SocketPair(chance, "\r\n"u8.ToArray(), Delimiters.LfOrCrLf);
        var messages = Enumerable.Range(0, chance.Between(1, 20)).Select(_ => Bytes(chance, "ab\r\n\0é")).ToList();
        var sending = Task.Run(async () =>
        {
            foreach (var message in messages)
            {
                await pair.SendMessageAsync(message);
            }

            await pair.Server.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        });

        var received = await pair.ReadToEndAsync();
        await sending;

        // A message is a line; one that ends with an end of line already gets no other.
        var expected = messages.SelectMany<byte[], byte>(message => message is [.., (byte)'\n'] ? message : [.. message, .. "\r\n"u8]);
        Assert.Equal(Text(expected), Text(received));
    });

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    [InlineData("\0")]
    [InlineData("aab")]
    [InlineData("é")]
    public Task However_writes_are_cut_each_line_is_a_message(string delimiter) => ForEachSeedAsync(async chance =>
    {
        await using var pair = new SocketPair(chance, Encoding.UTF8.GetBytes(delimiter), Delimiters.LfOrCrLf);
        var written = string.Concat(Enumerable.Range(0, chance.Below(60)).Select(_ => chance.Pick<string>(["a", "b", "\r", "\n", "\0", "é", "€", "😀", delimiter])));
        var writing = Task.Run(async () =>
        {
            await pair.WriteCutAsync(Encoding.UTF8.GetBytes(written));
            await pair.Client.EndAsync().WaitAsync(Peers.Limit);
        });

        var messages = new List<string>();
        while (await WebServer.ReceiveAsync(pair.Server) is { } message)
        {
            messages.Add(message);
        }

        await writing;
        string[] lines = written.Split(delimiter);
        Assert.Equal(lines[^1].Length == 0 ? lines[..^1] : lines, messages);   // an unterminated last one is finished
    });

    [Fact]
    public Task A_line_of_megabytes_goes_in_parts_and_arrives_whole() => ForEachSeedAsync(seeds: 3, run: async chance =>
    {
        await using var pair = new SocketPair(new Chance(0), "aab"u8.ToArray(), Delimiters.LfOrCrLf);
        var line = string.Concat(Enumerable.Range(0, 500_000).Select(_ => chance.Pick<string>(["a", "é", "€", "😀"])));
        var writing = Task.Run(async () =>
        {
            var rest = Encoding.UTF8.GetBytes(line + "aab").AsMemory();
            while (!rest.IsEmpty)
            {
                var count = Math.Min(rest.Length, chance.Between(1, 70_000));
                await pair.Client.WriteAsync(rest[..count]).AsTask().WaitAsync(Peers.Limit);
                rest = rest[count..];
            }
        });

        Assert.Equal(line, await WebServer.ReceiveAsync(pair.Server));
        await writing;
    });

    [Fact]
    public async Task What_is_no_UTF_8_is_replaced_in_text_and_kept_in_binary()
    {
        await using var text = new SocketPair(new Chance(1), "\n"u8.ToArray(), Delimiters.LfOrCrLf);
        await using var binary = new SocketPair(new Chance(1), "\n"u8.ToArray(), Delimiters.LfOrCrLf, isText: false);
        byte[] line = [(byte)'a', 0xE4, (byte)'b', (byte)'\n'];

        await text.Client.WriteAsync(line);
        await binary.Client.WriteAsync(line);

        var buffer = new byte[100];
        var received = await text.Server.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
        Assert.Equal((WebSocketMessageType.Text, "a\uFFFDb"), (received.MessageType, Encoding.UTF8.GetString(buffer, 0, received.Count)));
        received = await binary.Server.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
        Assert.Equal((WebSocketMessageType.Binary, "61E462"), (received.MessageType, Convert.ToHexString(buffer, 0, received.Count)));
    }

    private static async Task ForEachSeedAsync(Func<Chance, Task> run, int seeds = 200)
    {
        for (var seed = 0; seed < seeds; seed++)
        {
            try
            {
                await run(new Chance((ulong)seed));
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"With seed {seed}: {failure.Message}", failure);
            }
        }
    }

    private static byte[] Bytes(Chance chance, string alphabet) =>
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, chance.Below(10)).Select(_ => alphabet[chance.Below(alphabet.Length)])));

    private static string Text(IEnumerable<byte> bytes) => Encoding.UTF8.GetString([.. bytes]);

    /// <summary>Two ends of a WebSocket within the process.</summary>
    private sealed class SocketPair : IAsyncDisposable
    {
        private readonly Chance _chance;
        private readonly Chance _readerChance;
        private readonly LineTransport _near;
        private readonly LineTransport _far;

        public SocketPair(Chance chance, byte[] delimiter, Delimiters delimiters, bool isText = true)
        {
            (_chance, _readerChance) = (chance, chance.Fork());
            var cuts = chance.Fork();
            (_near, _far) = MemoryTransport.CreatePair(cut: there =>
            {
                lock (cuts)   // both ends ask
                {
                    return cuts.Between(1, there);
                }
            });
            var client = WebSocket.CreateFromStream(new TransportBody(_near), new WebSocketCreationOptions());
            Client = new MessageStream(client, delimiters, new MessageWriter(client, delimiter, isText));
            Server = WebSocket.CreateFromStream(new TransportBody(_far), new WebSocketCreationOptions { IsServer = true });
        }

        public MessageStream Client { get; }

        public WebSocket Server { get; }

        /// <summary>Sends a message in frames of any length, empty ones too.</summary>
        public async Task SendMessageAsync(ReadOnlyMemory<byte> message)
        {
            while (true)
            {
                var count = _chance.Between(0, message.Length);
                var ends = count == message.Length && !_chance.OneIn(3);
                await Server.SendAsync(message[..count], WebSocketMessageType.Text, ends, CancellationToken.None);
                message = message[count..];
                if (ends)
                {
                    return;
                }
            }
        }

        /// <summary>Reads with buffers of any length.</summary>
        public async Task<List<byte>> ReadToEndAsync()
        {
            var all = new List<byte>();
            var buffer = new byte[8];
            int count;
            while ((count = await Client.ReadAsync(buffer.AsMemory(0, _readerChance.Between(1, 8))).AsTask().WaitAsync(Peers.Limit)) > 0)
            {
                all.AddRange(buffer[..count]);
            }

            return all;
        }

        public async Task WriteCutAsync(ReadOnlyMemory<byte> bytes)
        {
            while (!bytes.IsEmpty)
            {
                var count = _chance.Between(1, Math.Min(7, bytes.Length));
                await Client.WriteAsync(bytes[..count]).AsTask().WaitAsync(Peers.Limit);
                bytes = bytes[count..];
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Client.DisposeAsync();
            Server.Dispose();
            await _near.DisposeAsync();
            await _far.DisposeAsync();
        }
    }
}
