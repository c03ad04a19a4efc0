using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Interlude.Lines;

/// <summary>The system calls of Linux that a socket polled by <see cref="EpollPoller"/> needs. None of them waits, but for
/// <see cref="Wait(SafeFileHandle, Span{byte}, bool)"/>; each is repeated when a signal interrupts it.</summary>
/// <remarks>A handle is held during a call, so its number cannot meanwhile become that of another file. The numbers are those
/// of x64 and Arm64 (asm-generic).</remarks>
internal static unsafe partial class NativeSockets
{
    private const int CloseOnExec = 0x80000;   // EPOLL_CLOEXEC, EFD_CLOEXEC
    private const int NonBlocking = 0x800;     // EFD_NONBLOCK
    private const int Peek = 0x2;              // MSG_PEEK
    private const int DontWait = 0x40;         // MSG_DONTWAIT
    private const int NoSignal = 0x4000;       // MSG_NOSIGNAL
    private const int Interrupted = 4;         // EINTR
    private const int WouldBlock = 11;         // EAGAIN

    /// <summary>Receives what is there.</summary>
    /// <param name="socket">Connected.</param>
    /// <param name="buffer">Not empty.</param>
    /// <param name="peek">Leaves it there.</param>
    /// <param name="loss">The connection is lost; told once, and not thrown, which would cost more than all else of an end.</param>
    /// <returns>The number of bytes, 0 at the end, -1 if nothing is there or the connection is lost.</returns>
    /// <exception cref="ObjectDisposedException">The socket is closed.</exception>
    public static int Receive(SafeSocketHandle socket, Span<byte> buffer, bool peek, out SocketException? loss)
    {
        loss = null;
        fixed (byte* at = buffer)
        {
            while (true)
            {
                var count = (int)Receive(socket, at, buffer.Length, DontWait | (peek ? Peek : 0));
                if (count >= 0)
                {
                    return count;
                }

                var error = Marshal.GetLastPInvokeError();
                if (error != Interrupted)
                {
                    loss = error == WouldBlock ? null : SocketFailure.Of(error);
                    return count;
                }
            }
        }
    }

    /// <summary>Sends what the kernel takes at once.</summary>
    /// <returns>The number of bytes; -1 if it takes none now.</returns>
    /// <exception cref="SocketException">The connection is lost.</exception>
    /// <exception cref="ObjectDisposedException">The socket is closed.</exception>
    public static int Send(SafeSocketHandle socket, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* at = bytes)
        {
            while (true)
            {
                var count = (int)Send(socket, at, bytes.Length, DontWait | NoSignal);
                if (count >= 0 || HasNothing())
                {
                    return count;
                }
            }
        }
    }

    public static SafeFileHandle CreatePoll() => Checked(CreatePoll(CloseOnExec));

    /// <summary>A counter that can be polled, and that <see cref="Ring"/> raises.</summary>
    public static SafeFileHandle CreateBell() => Checked(CreateBell(0, CloseOnExec | NonBlocking));

    public static void Ring(SafeFileHandle bell)
    {
        var one = 1UL;
        _ = Write(bell, &one, sizeof(ulong));   // fails only if it is ringing already
    }

    /// <summary>Adds a file to those that are polled, or changes what it is polled for.</summary>
    /// <exception cref="SocketException">The system has no room for it.</exception>
    /// <exception cref="ObjectDisposedException">One of the two is closed.</exception>
    public static void Control(SafeFileHandle poll, PollOperation operation, SafeHandle file, PollEvents events, long key)
    {
        Span<byte> entry = stackalloc byte[PollEntry.Bytes];
        PollEntry.Write(entry, events, key);
        fixed (byte* at = entry)
        {
            if (Control(poll, (int)operation, file, at) < 0)
            {
                throw SocketFailure.Of(Marshal.GetLastPInvokeError());
            }
        }
    }

    /// <summary>Waits until something has happened.</summary>
    /// <param name="poll">From <see cref="CreatePoll()"/>.</param>
    /// <param name="entries">Room for entries of <see cref="PollEntry.Bytes"/> each.</param>
    /// <param name="wait">False looks and does not wait.</param>
    /// <returns>How many entries were filled.</returns>
    public static int Wait(SafeFileHandle poll, Span<byte> entries, bool wait)
    {
        fixed (byte* at = entries)
        {
            while (true)
            {
                var count = Wait(poll, at, entries.Length / PollEntry.Bytes, wait ? -1 : 0);
                if (count >= 0)
                {
                    return count;
                }

                if (Marshal.GetLastPInvokeError() is not Interrupted and var error)
                {
                    throw SocketFailure.Of(error);
                }
            }
        }
    }

    // False: a signal came, so try again.
    private static bool HasNothing() => Marshal.GetLastPInvokeError() switch
    {
        WouldBlock => true,
        Interrupted => false,
        var error => throw SocketFailure.Of(error),
    };

    private static SafeFileHandle Checked(int descriptor) => descriptor >= 0
        ? new SafeFileHandle(descriptor, ownsHandle: true)
        : throw SocketFailure.Of(Marshal.GetLastPInvokeError());

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Receive(SafeSocketHandle socket, byte* buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Send(SafeSocketHandle socket, byte* bytes, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int CreatePoll(int flags);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int CreateBell(uint start, int flags);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Write(SafeFileHandle file, void* bytes, nint length);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(SafeFileHandle poll, int operation, SafeHandle file, byte* entry);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Wait(SafeFileHandle poll, byte* entries, int most, int milliseconds);
}
