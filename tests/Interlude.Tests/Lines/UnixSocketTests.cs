using System.Net.Sockets;
using System.Runtime.Versioning;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

public class UnixSocketTests : ListeningTests
{
    private readonly TemporaryFolder _folder = new();

    private LineEndPoint.Unix Where => new(Path.Combine(_folder.Path, "s"));

    public override void Dispose()
    {
        GC.SuppressFinalize(this);
        base.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [UnsupportedOSPlatform("windows")]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData((UnixFileMode)0x1B6)]   // 0666, which the usual umask would cut
    public async Task The_file_has_the_mode_that_was_asked_for(UnixFileMode mode)
    {
        await using var listener = Open(Where, new() { UnixFileMode = mode });

        Assert.Equal(mode, File.GetUnixFileMode(Where.Path));
        using var client = Peers.Connect(listener);
    }

    [Fact]
    public async Task A_file_that_has_taken_the_place_of_ours_stays()
    {
        var first = Open(Where);
        File.Delete(Where.Path);
        await using var second = Open(Where);

        await first.DisposeAsync();

        Assert.True(File.Exists(Where.Path));
        using var client = Peers.Connect(second);
    }

    [Fact]
    public async Task What_only_looks_dead_is_left_alone()
    {
        var fifo = Path.Combine(_folder.Path, "fifo");
        await OutsideProgram.RunAsync(_folder.Path, Peers.Limit, new Dictionary<string, string?>(),
            Requires.Program("mkfifo"), fifo);
        Assert.Throws<SocketException>(() => Open(new LineEndPoint.Unix(fifo)));
        Assert.True(File.Exists(fifo));

        // Alive, but its queue is full, so that connecting would wait.
        using var busy = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        busy.Bind(new UnixDomainSocketEndPoint(Where.Path));
        busy.Listen(0);
        using var waiting = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        waiting.Connect(busy.LocalEndPoint!);
        Assert.Throws<SocketException>(() => Open(Where));
        Assert.True(File.Exists(Where.Path));
    }

    [Fact]
    public async Task Of_many_that_start_at_once_on_a_stale_file_one_gets_it()
    {
        for (var round = 0; round < 20; round++)
        {
            MakeStale();
            using var start = new Barrier(4);
            var opened = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return TryOpen();
                },
                TaskCreationOptions.LongRunning))).WaitAsync(Peers.Limit);

            var listener = Assert.Single(opened, l => l is not null)!;
            using (var client = Peers.Connect(listener))
            {
                Assert.Equal([Where.Path], Directory.GetFileSystemEntries(_folder.Path));
            }

            await listener.DisposeAsync();
            Assert.False(File.Exists(Where.Path));
        }
    }

    [Fact]
    public async Task A_path_may_have_107_bytes_and_be_stale()
    {
        var path = Path.Combine(_folder.Path, new string('x', 107 - _folder.Path.Length - 3), "s");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Assert.Equal(107, path.Length);
        MakeStale(path);

        await using (var listener = Open(new LineEndPoint.Unix(path)))
        {
            using var client = Peers.Connect(listener);
        }

        Assert.False(File.Exists(path));
        Assert.Throws<ArgumentOutOfRangeException>(() => Open(new LineEndPoint.Unix(path + "x")));
    }

    [Fact]
    public async Task An_abstract_name_has_no_file_and_goes_with_the_listener()
    {
        var where = new LineEndPoint.UnixAbstract($"interlude-test-{Guid.NewGuid():N}");
        await using (var listener = Open(where))
        {
            var accepted = new TaskCompletionSource<LineConnection>();
            listener.Start(accepted.SetResult);
            Assert.Equal(SocketError.AddressAlreadyInUse,
                Assert.Throws<SocketException>(() => Open(where)).SocketErrorCode);

            await using var client = await LineClient.ConnectAsync(where).WaitAsync(Peers.Limit);

            await client.WriteLineAsync("hello"u8.ToArray());
            await client.CompleteAsync();
            await using var server = await accepted.Task.WaitAsync(Peers.Limit);
            Assert.Equal(["hello"], await Peers.ReadLinesAsync(server).WaitAsync(Peers.Limit));
        }

        var gone = await Assert.ThrowsAsync<LineConnectException>(() => LineClient.ConnectAsync(where));
        Assert.Equal($"Connection refused ({where})", gone.Message);
    }

    private void MakeStale(string? path = null)
    {
        path ??= Where.Path;
        using var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        dead.Bind(new UnixDomainSocketEndPoint(path));
        var aside = Path.Combine(_folder.Path, "d");   // so that disposing does not remove it
        File.Move(path, aside);
        dead.Dispose();
        File.Move(aside, path);
    }

    private LineListener? TryOpen()
    {
        try
        {
            return Open(Where);
        }
        catch (SocketException inUse) when (inUse.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return null;
        }
    }
}
