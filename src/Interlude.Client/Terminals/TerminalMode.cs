using System.Runtime.InteropServices;

namespace Interlude.Client.Terminals;

/// <summary>Puts a terminal into raw mode, so that every key comes at once and unechoed, and back to what it was.</summary>
/// <remarks>Nothing here uses <see cref="Console"/> for input, which has a mode of its own in mind. Any thread may call
/// <see cref="Restore"/>, any number of times; it is what must not fail when the process ends.</remarks>
internal sealed class TerminalMode
{
    private const int AfterOutput = 1;   // tcsetattr(3): TCSADRAIN
    private const ulong WindowSize = 0x5413;   // ioctl_tty(2): TIOCGWINSZ, on Linux
    private const ulong WindowSizeOnBsd = 0x40087468;

    // The structure differs between systems; it is only ever handed back, and none is longer.
    private const int StructureBytes = 256;

    private readonly Lock _lock = new();
    private readonly int _descriptor;
    private readonly byte[] _before;

    private TerminalMode(int descriptor, byte[] before) => (_descriptor, _before) = (descriptor, before);

    public static bool IsTerminal(int descriptor) => Isatty(descriptor) == 1;

    /// <summary>Looks at how the terminal is, and changes nothing yet.</summary>
    /// <param name="descriptor">Of a terminal.</param>
    /// <exception cref="IOException">With the system's words.</exception>
    public static TerminalMode Of(int descriptor)
    {
        var before = new byte[StructureBytes];
        return Tcgetattr(descriptor, before) == 0 ? new TerminalMode(descriptor, before) : throw Failure();
    }

    /// <summary>Columns and rows; what most terminals have where it is not known.</summary>
    public static (int Columns, int Rows) SizeOf(int descriptor)
    {
        Span<ushort> size = stackalloc ushort[4];
        var known = Ioctl(descriptor, OperatingSystem.IsLinux() ? WindowSize : WindowSizeOnBsd, ref size[0]) == 0;
        return known && size[0] > 0 && size[1] > 0 ? (size[1], size[0]) : (80, 24);
    }

    /// <exception cref="IOException">With the system's words.</exception>
    public void BeginRaw()
    {
        lock (_lock)
        {
            var raw = _before.ToArray();
            Cfmakeraw(raw);
            if (Tcsetattr(_descriptor, AfterOutput, raw) != 0)
            {
                throw Failure();
            }
        }
    }

    /// <summary>Back to what it was. A terminal that is gone is left so.</summary>
    public void Restore()
    {
        lock (_lock)
        {
            _ = Tcsetattr(_descriptor, AfterOutput, _before);
        }
    }

    private static IOException Failure() => new($"the terminal cannot be set: {Marshal.GetLastPInvokeErrorMessage()}");

    [DllImport("libc", EntryPoint = "isatty"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Isatty(int descriptor);

    [DllImport("libc", EntryPoint = "tcgetattr", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Tcgetattr(int descriptor, byte[] attributes);

    [DllImport("libc", EntryPoint = "tcsetattr", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Tcsetattr(int descriptor, int when, byte[] attributes);

    [DllImport("libc", EntryPoint = "cfmakeraw"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void Cfmakeraw(byte[] attributes);

    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Ioctl(int descriptor, ulong request, ref ushort size);
}
