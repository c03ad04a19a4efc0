using System.Runtime.InteropServices;

namespace Interlude.Load.Wire;

/// <summary>The calls of the C library that the framework has no thin way to: epoll, reading and writing without waiting,
/// the limit of descriptors, signals, a thread's processor and time. Linux only.</summary>
internal static class Libc
{
    public const int Again = 11;            // EAGAIN
    public const int Interrupted = 4;       // EINTR
    public const int SigTerm = 15;
    public const int ClockTicks = 2;        // _SC_CLK_TCK
    public const int DescriptorLimit = 7;   // RLIMIT_NOFILE
    public const int DontWait = 0x40;       // MSG_DONTWAIT
    public const int NoSignal = 0x4000;     // MSG_NOSIGNAL
    private const int ThreadClock = 3;      // CLOCK_THREAD_CPUTIME_ID

    /// <summary>A soft and a hard limit (<c>struct rlimit</c>).</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Limit
    {
        public nuint Soft;
        public nuint Hard;
    }

    [DllImport("libc", EntryPoint = "epoll_create1", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int EpollCreate(int flags);

    [DllImport("libc", EntryPoint = "epoll_ctl", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int EpollControl(int epoll, int operation, int descriptor, ref byte one);

    [DllImport("libc", EntryPoint = "epoll_wait", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int EpollWait(int epoll, ref byte events, int capacity, int milliseconds);

    [DllImport("libc", EntryPoint = "recv", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern nint Receive(int descriptor, ref byte buffer, nint length, int flags);

    [DllImport("libc", EntryPoint = "send", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern nint Send(int descriptor, ref byte buffer, nint length, int flags);

    [DllImport("libc", EntryPoint = "close", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Close(int descriptor);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Kill(int process, int signal);

    [DllImport("libc", EntryPoint = "sysconf"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern nint Configured(int name);

    [DllImport("libc", EntryPoint = "getrlimit", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int GetLimit(int resource, out Limit limit);

    [DllImport("libc", EntryPoint = "setrlimit", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int SetLimit(int resource, in Limit limit);

    /// <summary>Lets the calling thread run on one processor only, of the first 64.</summary>
    /// <returns>False if the system does not let it.</returns>
    public static bool TryPinThisThread(int processor)
    {
        var mask = 1UL << processor;
        return SetAffinity(0, sizeof(ulong), in mask) == 0;
    }

    /// <summary>CPU time of the calling thread, in nanoseconds.</summary>
    public static long ThreadTime()
    {
        _ = ClockTime(ThreadClock, out var time);   // it fails for a clock that is not known only
        return (time.Seconds * 1_000_000_000) + time.Nanoseconds;
    }

    [DllImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetAffinity(int thread, nint bytes, in ulong mask);

    [DllImport("libc", EntryPoint = "clock_gettime"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ClockTime(int clock, out Time time);

    /// <summary><c>struct timespec</c> of a system of 64 bits.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
