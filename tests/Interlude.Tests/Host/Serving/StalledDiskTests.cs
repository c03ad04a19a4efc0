using System.Net;
using System.Net.Sockets;
using System.Text;
using Interlude.Host.Serving;
using Interlude.Host.Storage;
using Interlude.Lines;
using Interlude.Server;
using Interlude.World;

namespace Interlude.Tests.Host.Serving;

/// <summary>A log whose device does not answer for a while, under load: nobody is read, memory does not grow, and all goes on.</summary>
public sealed class StalledDiskTests
{
    private const int People = 8;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly byte[] Line = Encoding.UTF8.GetBytes(new string('x', 299) + "\n");

    [Fact]
    public async Task While_it_is_stalled_nobody_is_read_and_afterwards_nothing_is_missing()
    {
        const int Lines = 6000;
        var journal = new RehearsedJournal();
        await using var loop = Begin(journal, new Outside());
        var people = await ArriveAsync(loop);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        journal.Stall();

        var talk = await TalkUntilHeldBackAsync(loop, people, Lines);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(grown < 6_000_000, $"{grown} bytes of {People * Lines * Line.Length} that wait are in memory.");

        journal.Open();
        await EndAsync(people, talk);
    }

    [Fact]
    public async Task So_it_is_with_files_and_meanwhile_history_is_read_and_operators_are_told()
    {
        const int Lines = 800;
        using var folder = new TemporaryFolder();
        using var device = new ManualResetEventSlim();
        var (time, reports) = (new ManualTime(), new List<string>());
        var history = HistoryFile.Open(DataDirectory.HistoryIn(folder.Path), Durability.PowerLoss, Assert.Fail);
        using var journal = new SqliteJournal(JournalFile.Open(DataDirectory.JournalIn(folder.Path), Durability.PowerLoss), 0, default);
        var follower = new Follower(new ChatWorld(), history, keeper: null, mistake => Assert.Fail(mistake.ToString()));
        using var watched = new WatchedJournal(new FollowedJournal(journal, follower), time, reports.Add);
        await using (var loop = Begin(watched, new Outside { Archive = history }))
        {
            var people = await ArriveAsync(loop);
            var reader = await ConnectAsync(loop, PeerDialect.Irc);
            await SendAsync(reader, "CAP REQ :batch draft/chathistory\r\nNICK reader\r\nUSER reader 0 * :R\r\nCAP END\r\nJOIN #quiet\r\nPRIVMSG #quiet :kept\r\nPING here\r\n"u8.ToArray());
            await ReadUntilAsync(reader, ":here\r\n");

            // The thread of the log's device does nothing else from here on.
            var begun = new TaskCompletionSource();
            var stall = journal.RunAsync(_ =>
            {
                begun.SetResult();
                return device.Wait(Limit);
            });
            await begun.Task;
            var talk = await TalkUntilHeldBackAsync(loop, people, Lines);
            await SendAsync(reader, "CHATHISTORY LATEST #quiet * 10\r\n"u8.ToArray());
            await ReadUntilAsync(reader, "PRIVMSG #quiet :kept\r\n");
            time.Advance(WatchedJournal.Patience);
            Assert.Contains("has not answered for 5 seconds", Assert.Single(reports), StringComparison.Ordinal);

            device.Set();
            Assert.True(await stall);
            await EndAsync(people, talk);
        }

        Assert.Equal("The disk with the log answers again.", reports[1]);
        follower.Dispose();
        Assert.Equal((People * Lines) + 1, history.File.Ask("SELECT sum(items) FROM stream WHERE what = 1"));
        history.Dispose();
    }

    private static ServerLoop Begin(Journal journal, Outside outside)
    {
        var options = new ServerOptions { Incarnation = new Incarnation(new NodeId(1), 1), Policy = new WorldPolicy() };
        return new ServerLoop(new ChatServer(options, new ChatWorld()), journal, TimeProvider.System, new StringWriter(), outside);
    }

    private static async Task<List<Task>> TalkUntilHeldBackAsync(ServerLoop loop, Socket[] people, int lines)
    {
        var talk = people.Select(person => TalkAsync(person, lines)).ToList();
        Assert.True(
            await Task.Run(() => SpinWait.SpinUntil(() => loop.Waiting == 0 && people.All(IsHeldBack), Limit)), "Somebody is read on and on.");
        Assert.All(talk, each => Assert.False(each.IsCompleted));
        return talk;
    }

    private static async Task EndAsync(Socket[] people, List<Task> talk)
    {
        await Task.WhenAll(talk).WaitAsync(Limit);
        await Task.WhenAll(people.Select(person => ReadUntilAsync(person, "* Pong: end"))).WaitAsync(Limit);
    }

    private static bool IsHeldBack(Socket person) => !person.Poll(0, SelectMode.SelectWrite);

    private static async Task TalkAsync(Socket person, int lines)
    {
        for (var line = 0; line < lines; line++)
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

    // Each on a channel of its own, so that nobody hears the others.
    private static Task<Socket[]> ArriveAsync(ServerLoop loop) => Task.WhenAll(Enumerable.Range(0, People).Select(async number =>
    {
        var person = await ConnectAsync(loop, PeerDialect.Plain);
        await SendAsync(person, Encoding.UTF8.GetBytes($"p{number}\n/join #p{number}\n/ping here\n"));
        await ReadUntilAsync(person, "* Pong: here");
        return person;
    }));

    private static async Task<Socket> ConnectAsync(ServerLoop loop, PeerDialect dialect)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var person = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { SendBufferSize = 4096 };
        await person.ConnectAsync(listener.LocalEndPoint!);
        loop.Accept(new LineConnection(new SocketTransport(await listener.AcceptAsync())), dialect);
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
