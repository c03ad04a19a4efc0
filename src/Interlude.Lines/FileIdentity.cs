using System.Runtime.InteropServices;

namespace Interlude.Lines;

/// <summary>Which file a path means, not by its name but by device and inode. Two files that exist at the same time never
/// have the same one.</summary>
/// <param name="Device">The device number, both halves.</param>
/// <param name="Inode">The inode number.</param>
/// <param name="IsSocket">Whether it is a socket. A symbolic link is not, whatever it leads to.</param>
internal sealed record FileIdentity(ulong Device, ulong Inode, bool IsSocket)
{
    // struct statx has one layout on every architecture (statx(2)); the managed API does not tell the inode.
    private const int StatxBytes = 256;
    private const int ModeAt = 28;
    private const int InodeAt = 32;
    private const int DeviceAt = 136;
    private const int AtCurrentFolder = -100;
    private const int DoNotFollow = 0x100;
    private const uint WantTypeAndInode = 0x101;
    private const int TypeBits = 0xF000;
    private const int SocketType = 0xC000;

    /// <summary>Null if there is no such file, or on systems where this is not known.</summary>
    public static FileIdentity? Find(string path)
    {
        var status = new byte[StatxBytes];
        return OperatingSystem.IsLinux() && Statx(AtCurrentFolder, path, DoNotFollow, WantTypeAndInode, status) == 0
            ? new(MemoryMarshal.Read<ulong>(status.AsSpan(DeviceAt)), MemoryMarshal.Read<ulong>(status.AsSpan(InodeAt)),
                (MemoryMarshal.Read<ushort>(status.AsSpan(ModeAt)) & TypeBits) == SocketType)
            : null;
    }

    [DllImport("libc", EntryPoint = "statx"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(
        int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] status);
}
