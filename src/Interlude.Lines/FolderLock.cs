using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Interlude.Lines;

/// <summary>Keeps other listeners of this library out of a folder for a moment, also those of other processes, while a
/// socket file in it is tried, replaced or removed (flock(2) on the folder; it leaves no trace).</summary>
internal sealed class FolderLock : IDisposable
{
    private const int CloseOnExec = 0x80000;   // open(2): O_RDONLY | O_CLOEXEC
    private const int Exclusive = 2;           // flock(2): LOCK_EX
    private const int WithoutWaiting = 4;      // LOCK_NB
    private const int Attempts = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly SafeFileHandle? _folder;

    /// <summary>Waits for at most a second, because anybody who can read a folder can lock it; then it goes on without, as
    /// where there is no such lock.</summary>
    public FolderLock(string file)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        _folder = new SafeFileHandle(Open(Path.GetDirectoryName(Path.GetFullPath(file))!, CloseOnExec), ownsHandle: true);
        for (var attempt = 1; !_folder.IsInvalid && Flock(_folder, Exclusive | WithoutWaiting) != 0 && attempt < Attempts; attempt++)
        {
            Thread.Sleep(Pause);
        }
    }

    public void Dispose() => _folder?.Dispose();

    [DllImport("libc", EntryPoint = "open"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "flock"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Flock(SafeFileHandle folder, int operation);
}
