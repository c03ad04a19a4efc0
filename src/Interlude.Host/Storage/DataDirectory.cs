using System.Globalization;

namespace Interlude.Host.Storage;

/// <summary>The directory that holds the data of one server, and of nobody else as long as this is not disposed.</summary>
/// <remarks>The lock is the kernel's (flock), so it ends with the process, however that ends.</remarks>
internal sealed class DataDirectory : IDisposable
{
    private const string LockName = "lock";
    private const string PidName = "pid";
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

    /// <summary>Which entry a start is applying, to be found after a crash.</summary>
    public string Progress => System.IO.Path.Combine(Path, "progress");

    public static string JournalIn(string directory) => System.IO.Path.Combine(directory, "journal.db");

    public static string HistoryIn(string directory) => System.IO.Path.Combine(directory, "history.db");

    /// <summary>Where a running server listens for <c>interlude backup</c> and its like.</summary>
    public static string ControlIn(string directory) => System.IO.Path.Combine(directory, "control");

    /// <summary>Where a restore makes the files: while it is there, the directory is no server's.</summary>
    public static string RestoringIn(string directory) => System.IO.Path.Combine(directory, "restoring");

    /// <summary>Whether a restore into it has not ended, and perhaps never will.</summary>
    public static bool IsUnfinished(string directory) => Directory.Exists(RestoringIn(directory));

    /// <summary>Whether a path in it only says who has it.</summary>
    public static bool IsOfHolding(string path) => System.IO.Path.GetFileName(path) is LockName or PidName;

    /// <summary>Takes the directory, and makes it if there is none, for its owner alone.</summary>
    /// <exception cref="StorageException">Another process has it, it cannot be made or written, or a restore into it has not ended.</exception>
    public static DataDirectory Open(string path)
    {
        var directory = OpenToRestore(path);
        try
        {
            CheckFinished(directory.Path);
            return directory;
        }
        catch (StorageException)
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>Refuses what a restore has left that did not end.</summary>
    public static void CheckFinished(string directory)
    {
        if (IsUnfinished(directory))
        {
            throw new StorageException(
                $"a restore into \"{directory}\" has not ended. Let it end, or run \"interlude restore BACKUP --data {directory}\" again: it begins anew.");
        }
    }

    /// <summary>The same, whatever a restore has left there.</summary>
    public static DataDirectory OpenToRestore(string path)
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

    /// <summary>Makes a directory for its owner alone.</summary>
    public static void Create(string path)
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

    public void Dispose() => _lock.Dispose();

    private static FileStream Take(string path)
    {
        var file = System.IO.Path.Combine(path, LockName);
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

    private static string PidIn(string path) => System.IO.Path.Combine(path, PidName);

    private static StorageException Unusable(string path, Exception failure) =>
        new($"the data directory \"{path}\" cannot be used: {failure.Message} Choose another with --data.", failure);
}
