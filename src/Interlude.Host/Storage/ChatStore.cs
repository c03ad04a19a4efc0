using System.Buffers;
using Interlude.Host.Configuring;
using Interlude.Host.Serving;
using Interlude.World;

namespace Interlude.Host.Storage;

/// <summary>The data of a running server: what it begins with, and where all goes that happens.</summary>
internal sealed class ChatStore : IDisposable
{
    private readonly Stack<IDisposable> _held;

    private ChatStore(ServerLife life, ChatWorld world, Journal journal, Stack<IDisposable> held) =>
        (Life, World, Journal, _held) = (life, world, journal, held);

    /// <summary>The life that begins.</summary>
    public ServerLife Life { get; }

    /// <summary>The world as of the last entry; the server's from here on.</summary>
    public ChatWorld World { get; }

    public Journal Journal { get; }

    /// <summary>Fails with the mistake after which nothing may go on; never succeeds.</summary>
    public required Task Failed { get; init; }

    /// <summary>Where the data are; null if nothing is kept.</summary>
    public string? Directory { get; private init; }

    /// <summary>Takes the data directory, recovers what is in it and begins the next life.</summary>
    /// <param name="configuration">Where the data are, and what they survive.</param>
    /// <param name="now">By the wall clock.</param>
    /// <exception cref="StorageException">They cannot be used.</exception>
    public static ChatStore Open(Configuration configuration, DateTimeOffset now)
    {
        if (configuration.Durability == Durability.None)
        {
            return OpenInMemory(now);
        }

        var path = configuration.DataDirectory ?? DataDirectory.Default
            ?? throw new StorageException("this platform has no place for data. Choose a directory with --data.");
        var held = new Stack<IDisposable>();
        try
        {
            return Open(path, configuration.Durability, now, held);
        }
        catch
        {
            Release(held);
            throw;
        }
    }

    /// <summary>Ends it, when what was appended is where it should be.</summary>
    public void Dispose() => Release(_held);

    private static ChatStore OpenInMemory(DateTimeOffset now)
    {
        var held = new Stack<IDisposable>();
        var archive = Held(held, new NoArchive());
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var follower = Held(held, new Follower(new ChatWorld(), archive, keeper: null, failure => failed.TrySetException(failure)));
        return new ChatStore(ServerLife.Begin(now), new ChatWorld(), new FollowedJournal(new MemoryJournal(), follower), held)
        {
            Failed = failed.Task,
        };
    }

    private static ChatStore Open(string path, Durability durability, DateTimeOffset now, Stack<IDisposable> held)
    {
        var directory = Held(held, DataDirectory.Open(path));
        var archive = Held(held, new NoArchive());
        var file = Held(held, JournalFile.Open(directory.Journal, durability));
        var world = Recovery.Run(file, archive);
        var life = new ServerLife(
            new Incarnation(new NodeId(1), file.BeginIncarnation()), file.Epoch, now.ToUnixTimeMilliseconds(), file.CloakKey);
        var last = file.FindSnapshot(long.MaxValue);
        var journal = Held(held, new SqliteJournal(file, world.Sequence, world.Time));
        var keeper = new SnapshotKeeper(journal, archive, last);
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var copy = Copy(world);
        var follower = Held(held, new Follower(world, archive, keeper, failure => failed.TrySetException(failure)));
        return new ChatStore(life, copy, new FollowedJournal(journal, follower), held) { Directory = directory.Path, Failed = failed.Task };
    }

    // Two worlds of the same log have nothing in common: they live on two threads.
    private static ChatWorld Copy(ChatWorld world)
    {
        var snapshot = new ArrayBufferWriter<byte>();
        world.WriteSnapshot(snapshot);
        return ChatWorld.LoadSnapshot(snapshot.WrittenSpan);
    }

    private static T Held<T>(Stack<IDisposable> held, T opened)
        where T : IDisposable
    {
        held.Push(opened);
        return opened;
    }

    // In the order that is the reverse of opening.
    private static void Release(Stack<IDisposable> held)
    {
        while (held.TryPop(out var opened))
        {
            opened.Dispose();
        }
    }
}
