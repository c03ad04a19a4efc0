using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Interlude.Host.Storage;

/// <summary>Sees to it that names in a directory survive a loss of power: a file that was made or renamed is on the device when its directory is.</summary>
internal static class DirectorySync
{
    private const int NotKnown = 22;   // EINVAL: this file system has no such thing

    /// <summary>Waits for the device.</summary>
    /// <exception cref="IOException">It failed.</exception>
    public static void Run(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            return;   // nor has this platform
        }

        using var handle = new SafeFileHandle(Open(directory, 0), ownsHandle: true);
        if (handle.IsInvalid || (Sync(handle) != 0 && Marshal.GetLastPInvokeError() != NotKnown))
        {
            throw new IOException($"\"{directory}\" cannot be written to the device: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(SafeFileHandle directory);
}
