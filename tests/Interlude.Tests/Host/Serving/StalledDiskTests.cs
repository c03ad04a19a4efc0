using System.Net;
using System.Net.Sockets;
using System.Text;
using Interlude.Host.Serving;
using Interlude.Lines;
using Interlude.Server;
using Interlude.World;

namespace Interlude.Tests.Host.Serving;

/// <summary>A log whose device does not answer for a while, under load: nobody is read, memory does not grow, and all goes on.</summary>
public sealed class StalledDiskTests : IAsyncDisposable
{
    private const int People = 8;
    private const int LinesEach = 6000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly byte[] Line = Encoding.UTF8.GetBytes(new string('x', 299) + "\n");

    private readonly RehearsedJournal _journal = new();
    private readonly ServerLoop _loop;

    public StalledDiskTests()
    {
        var options = new ServerOptions { Incarnation = new Incarnation(new NodeId(1), 1), Policy = new WorldPolicy() };
        _loop = new ServerLoop(new ChatServer(options, new ChatWorld()), _journal, TimeProvider.System, new StringWriter());
    }

    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    [Fact]
    public async Task While_it_is_stalled_nobody_is_read_and_afterwards_nothing_is_missing()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, People).Select(ArriveAsync));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        _journal.Stall();

        var talk = people.Select(TalkAsync).ToList();
        Assert.True(SpinWait.SpinUntil(() => _loop.Waiting == 0 && people.All(IsHeldBack), Limit), "Somebody is read on and on.");

        Assert.All(talk, each => Assert.False(each.IsCompleted));
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(grown < 6_000_000, $"{grown} bytes of {People * LinesEach * Line.Length} that wait are in memory.");

        _journal.Open();
        await Task.WhenAll(talk).WaitAsync(Limit);
        await Task.WhenAll(people.Select(person => ReadUntilAsync(person, "* Pong: end"))).WaitAsync(Limit);
    }

    private static bool IsHeldBack(Socket person) => !person.Poll(0, SelectMode.SelectWrite);

    private static async Task TalkAsync(Socket person)
    {
        for (var line = 0; line < LinesEach; line++)
        {
            await SendAsync(person, Line);
        }

        await SendAsync(person, "/ping end\n"u8.ToArray());
    }

    private static async Task SendAsync(Socket person, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await person.SendAsync(bytes)..];
        }
    }

    // On a channel of its own, so that nobody hears the others.
    private async Task<Socket> ArriveAsync(int number)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var person = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { SendBufferSize = 4096 };
        await person.ConnectAsync(listener.LocalEndPoint!);
        _loop.Accept(new LineConnection(new SocketTransport(await listener.AcceptAsync())));
        await SendAsync(person, Encoding.UTF8.GetBytes($"p{number}\n/join #p{number}\n/ping here\n"));
        await ReadUntilAsync(person, "* Pong: here");
        return person;
    }

    private static async Task ReadUntilAsync(Socket person, string text)
    {
        var (buffer, seen) = (new byte[4096], string.Empty);
        while (!seen.Contains(text, StringComparison.Ordinal))
        {
            var count = await person.ReceiveAsync(buffer);
            Assert.NotEqual(0, count);
            seen += Encoding.UTF8.GetString(buffer, 0, count);
        }
    }
}
