using Interlude.Host.Configuring;
using Interlude.Host.Serving;
using Interlude.World;

namespace Interlude.Host.Storage;

/// <summary>The data of a running server: what it begins with, and where all goes that happens.</summary>
internal sealed class ChatStore : IDisposable
{
    private readonly IDisposable[] _held;

    private ChatStore(ServerLife life, ChatWorld world, Journal journal, params IDisposable[] held) =>
        (Life, World, Journal, _held) = (life, world, journal, held);

    /// <summary>The life that begins.</summary>
    public ServerLife Life { get; }

    /// <summary>The world as of the last entry; the server's from here on.</summary>
    public ChatWorld World { get; }

    public Journal Journal { get; }

    /// <summary>Where the data are; null if nothing is kept.</summary>
    public string? Directory { get; private init; }

    /// <summary>Takes the data directory, recovers what is in it and begins the next life.</summary>
    /// <param name="configuration">Where the data are, and what they survive.</param>
    /// <param name="now">By the wall clock.</param>
    /// <exception cref="StorageException">They cannot be used; nothing was changed.</exception>
    public static ChatStore Open(Configuration configuration, DateTimeOffset now)
    {
        if (configuration.Durability == Durability.None)
        {
            return new ChatStore(ServerLife.Begin(now), new ChatWorld(), new MemoryJournal());
        }

        var path = configuration.DataDirectory ?? DataDirectory.Default
            ?? throw new StorageException("this platform has no place for data. Choose a directory with --data.");
        var directory = DataDirectory.Open(path);
        JournalFile? file = null;
        try
        {
            file = JournalFile.Open(directory.Journal, configuration.Durability);
            var world = Recovery.Replay(file);
            var life = new ServerLife(
                new Incarnation(new NodeId(1), file.BeginIncarnation()), file.Epoch, now.ToUnixTimeMilliseconds(), file.CloakKey);
            var journal = new SqliteJournal(file, world.Sequence, world.Time);
            return new ChatStore(life, world, journal, journal, directory) { Directory = directory.Path };
        }
        catch
        {
            file?.Dispose();
            directory.Dispose();
            throw;
        }
    }

    /// <summary>Ends it, when what was appended is where it should be.</summary>
    public void Dispose()
    {
        foreach (var held in _held)
        {
            held.Dispose();
        }
    }
}
