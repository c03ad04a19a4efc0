using System.Globalization;

namespace Interlude.Host.Storage;

/// <summary>The directory that holds the data of one server, and of nobody else as long as this is not disposed.</summary>
/// <remarks>The lock is the kernel's (flock), so it ends with the process, however that ends.</remarks>
internal sealed class DataDirectory : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream held) => (Path, _lock) = (path, held);

    /// <summary>Where data go if nothing is said: <c>$XDG_DATA_HOME/interlude</c>, or what the platform has for this; null if it has nothing.</summary>
    public static string? Default =>
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } home
            ? System.IO.Path.Combine(home, "interlude")
            : null;

    public string Path { get; }

    /// <summary>The log.</summary>
    public string Journal => JournalIn(Path);

    /// <summary>The history.</summary>
    public string History => HistoryIn(Path);

    /// <summary>How far the entry at hand has come, to be found after a crash.</summary>
    public string Progress => System.IO.Path.Combine(Path, "progress");

    public static string JournalIn(string directory) => System.IO.Path.Combine(directory, "journal.db");

    public static string HistoryIn(string directory) => System.IO.Path.Combine(directory, "history.db");

    /// <summary>Where a running server listens for <c>interlude backup</c> and its like.</summary>
    public static string ControlIn(string directory) => System.IO.Path.Combine(directory, "control");

    /// <summary>Takes the directory, and makes it if there is none, for its owner alone.</summary>
    /// <exception cref="StorageException">Another process has it, or it cannot be made or written.</exception>
    public static DataDirectory Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        try
        {
            if (!Directory.Exists(path))
            {
                Create(path);
            }

            return new DataDirectory(path, Take(path));
        }
        catch (UnauthorizedAccessException failure)
        {
            throw Unusable(path, failure);
        }
        catch (IOException failure)
        {
            throw Unusable(path, failure);
        }
    }

    public void Dispose() => _lock.Dispose();

    private static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly);
        }
    }

    private static FileStream Take(string path)
    {
        var file = System.IO.Path.Combine(path, "lock");
        FileStream held;
        try
        {
            held = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(file))
        {
            throw new StorageException(
                $"the data directory \"{path}\" is in use{Holder(path)}. Stop that server, or choose another directory with --data.");
        }

        File.WriteAllText(PidIn(path), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return held;
    }

    private static string Holder(string path) =>
        File.Exists(PidIn(path)) && int.TryParse(File.ReadAllText(PidIn(path)), NumberStyles.None, CultureInfo.InvariantCulture, out var process)
            ? string.Create(CultureInfo.InvariantCulture, $" by process {process}")
            : string.Empty;

    private static string PidIn(string path) => System.IO.Path.Combine(path, "pid");

    private static StorageException Unusable(string path, Exception failure) =>
        new($"the data directory \"{path}\" cannot be used: {failure.Message} Choose another with --data.", failure);
}
