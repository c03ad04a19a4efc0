using System.Buffers;
using Interlude.Host.Configuring;
using Interlude.Host.Serving;
using Interlude.World;

namespace Interlude.Host.Storage;

/// <summary>The data of a running server: what it begins with, and where all goes that happens.</summary>
internal sealed class ChatStore : IDisposable
{
    private readonly Stack<IDisposable> _held;
    private SqliteJournal? _file;

    private ChatStore(ServerLife life, ChatWorld world, Journal journal, Stack<IDisposable> held) =>
        (Life, World, Journal, _held) = (life, world, journal, held);

    /// <summary>The life that begins.</summary>
    public ServerLife Life { get; }

    /// <summary>The world as of the last entry; the server's from here on.</summary>
    public ChatWorld World { get; }

    public Journal Journal { get; }

    /// <summary>Entries that recovery passed over, and of which the log does not know yet.</summary>
    public IReadOnlyList<long> Skipped { get; private init; } = [];

    /// <summary>What recovery has to say to operators; null for nothing.</summary>
    public string? News { get; private init; }

    /// <summary>What history is read from; null if there is none.</summary>
    public HistoryFile? History { get; private init; }

    /// <summary>Fails with the mistake after which nothing may go on; never succeeds.</summary>
    public Task Failed { get; private init; } = new TaskCompletionSource().Task;

    /// <summary>Where the data are; null if nothing is kept.</summary>
    public string? Directory { get; private init; }

    /// <summary>Takes the data directory, recovers what is in it and begins the next life.</summary>
    /// <param name="configuration">Where the data are, and what they survive.</param>
    /// <param name="now">By the wall clock.</param>
    /// <param name="report">Told of what operators should know, a sentence or two each, on any thread.</param>
    /// <param name="wall">The clock by which history grows old; null: the system's.</param>
    /// <exception cref="StorageException">They cannot be used.</exception>
    public static ChatStore Open(Configuration configuration, DateTimeOffset now, Action<string> report, TimeProvider? wall = null)
    {
        if (configuration.Durability == Durability.None)
        {
            return configuration.KeepsHistory ? OpenInMemory(now, report, wall)
                : new ChatStore(ServerLife.Begin(now), new ChatWorld(), new MemoryJournal(), []);   // nobody follows it
        }

        var path = configuration.DataDirectory ?? DataDirectory.Default
            ?? throw new StorageException("this platform has no place for data. Choose a directory with --data.");
        var held = new Stack<IDisposable>();
        try
        {
            return Open(path, configuration, now, report, wall, held);
        }
        catch
        {
            Release(held);
            throw;
        }
    }

    /// <summary>The word of the question for <see cref="BackUpAsync"/>; with it comes the file to make.</summary>
    public const string BackupOrder = "backup";

    /// <summary>What to say of a backup that was made.</summary>
    public static string BackupMade(string target) => $"The backup is in \"{target}\".";

    /// <summary>Makes a backup while all goes on.</summary>
    public Task<ControlAnswer> BackUpAsync(ControlQuestion question) => Task.Run(async () =>
    {
        if (_file is null || Directory is null || question.Arguments is not [var target])
        {
            return new ControlAnswer(false, "a backup needs a file to be made, and data that are kept.");
        }

        try
        {
            await _file.HoldAsync();
            BackupFile.Write(Directory, target);
            return new ControlAnswer(true, BackupMade(target));
        }
        catch (StorageException failure)
        {
            return new ControlAnswer(false, failure.Message);
        }
        finally
        {
            _file.Release();
        }
    });

    /// <summary>Ends it, when what was appended is where it should be.</summary>
    public void Dispose() => Release(_held);

    private static ChatStore OpenInMemory(DateTimeOffset now, Action<string> report, TimeProvider? wall)
    {
        var held = new Stack<IDisposable>();
        var archive = Held(held, HistoryFile.OpenInMemory(report));
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var follower = Held(held, new Follower(
            new ChatWorld(), archive, keeper: null, failure => failed.TrySetException(failure), report: report, wall: wall));
        return new ChatStore(ServerLife.Begin(now), new ChatWorld(), new FollowedJournal(new MemoryJournal(), follower), held)
        {
            History = archive,
            Failed = failed.Task,
        };
    }

    private static ChatStore Open(
        string path, Configuration configuration, DateTimeOffset now, Action<string> report, TimeProvider? wall, Stack<IDisposable> held)
    {
        var durability = configuration.Durability;
        var directory = Held(held, DataDirectory.Open(path));
        CheckPair(directory);
        var file = Held(held, JournalFile.Open(directory.Journal, durability));   // first: a history is nothing without it
        var archive = Held(held, HistoryFile.Open(directory.History, durability, report));
        string? news = null;
        if (archive.Position == 0 && !configuration.KeepsHistory)
        {
            archive.Keep(false);   // one that is made anew is not to be filled from the log
        }

        using var progress = Progress.Open(directory.Progress);
        var world = Recovery.Run(file, archive, mayLose: durability != Durability.PowerLoss, progress, lost => news = lost);
        file.File.Accept();
        archive.File.Accept();
        archive.Keep(configuration.KeepsHistory);
        var skipped = file.Skipped(areUnknown: true);
        var life = new ServerLife(
            new Incarnation(new NodeId(1), file.BeginIncarnation()), file.Epoch, now.ToUnixTimeMilliseconds(), file.CloakKey)
        {
            FormerEpochs = file.FormerEpochs,
        };
        var last = file.FindSnapshot(long.MaxValue);
        var journal = Held(held, new SqliteJournal(file, world.Sequence, world.Time));
        var keeper = new SnapshotKeeper(journal, archive, last);
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var copy = Copy(world);
        var follower = Held(held, new Follower(world, archive, keeper, failure => failed.TrySetException(failure), report, wall));
        var watched = Held(held, new WatchedJournal(new FollowedJournal(journal, follower), TimeProvider.System, report));
        return new ChatStore(life, copy, watched, held)
        {
            _file = journal,
            Skipped = skipped,
            News = news,
            Directory = directory.Path,
            History = archive,
            Failed = failed.Task,
        };
    }

    // A log that is made anew beside a history would number its entries as those in it.
    private static void CheckPair(DataDirectory directory)
    {
        if (new FileInfo(directory.History) is { Exists: true, Length: > 0 } && new FileInfo(directory.Journal) is not { Exists: true, Length: > 0 })
        {
            throw new StorageException(
                $"there is a history \"{directory.History}\" and no journal.db beside it, or an empty one. Put the one that belongs to it back, or choose another directory with --data.");
        }
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
