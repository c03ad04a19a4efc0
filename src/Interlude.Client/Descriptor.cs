using System.Runtime.InteropServices;

namespace Interlude.Client;

/// <summary>Calls on a file descriptor that wait where the kernel says "try again".</summary>
internal static class Descriptor
{
    private const int GetDescriptorFlags = 1;   // fcntl(2): F_GETFD
    private const int CloseOnExec = 1;          // FD_CLOEXEC
    private const short Readable = 1;           // poll(2): POLLIN
    private const short Writable = 4;           // POLLOUT
    private const int Interrupted = 4;          // EINTR
    private const int BrokenPipe = 32;          // EPIPE
    private const int TryAgain = 11;            // EAGAIN, on Linux

    public static bool IsOpen(int descriptor) => Fcntl(descriptor, GetDescriptorFlags, 0) >= 0;

    public static bool ClosesOnExec(int descriptor) => (Fcntl(descriptor, GetDescriptorFlags, 0) & CloseOnExec) != 0;

    /// <returns>0 at the end.</returns>
    /// <exception cref="IOException">With the system's words.</exception>
    public static int Read(int descriptor, Span<byte> buffer)
    {
        nint count;
        while ((count = Read(descriptor, ref MemoryMarshal.GetReference(buffer), buffer.Length)) < 0)
        {
            WaitOrThrow(descriptor, Readable);
        }

        return (int)count;
    }

    /// <summary>Writes all of it.</summary>
    /// <exception cref="ReaderGoneException">Nobody reads it.</exception>
    /// <exception cref="IOException">With the system's words.</exception>
    public static void Write(int descriptor, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var count = Write(descriptor, ref MemoryMarshal.GetReference(bytes), bytes.Length);
            if (count < 0)
            {
                WaitOrThrow(descriptor, Writable);
            }
            else
            {
                bytes = bytes[(int)count..];
            }
        }
    }

    /// <returns>Whether there is something to read, or an end, within that time.</returns>
    public static bool WaitToRead(int descriptor, TimeSpan time)
    {
        var wanted = new PollDescriptor { Descriptor = descriptor, Events = Readable };
        return Poll(ref wanted, 1, (int)time.TotalMilliseconds) > 0;
    }

    private static void WaitOrThrow(int descriptor, short what)
    {
        switch (Marshal.GetLastPInvokeError())
        {
            case Interrupted:
                break;
            case TryAgain:
                var wanted = new PollDescriptor { Descriptor = descriptor, Events = what };
                _ = Poll(ref wanted, 1, -1);   // whatever comes of it, the next call will say
                break;
            case BrokenPipe:
                throw new ReaderGoneException(Marshal.GetPInvokeErrorMessage(BrokenPipe));
            case var error:
                throw new IOException(Marshal.GetPInvokeErrorMessage(error));
        }
    }

    [DllImport("libc", EntryPoint = "read", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Read(int descriptor, ref byte buffer, nint bytes);

    [DllImport("libc", EntryPoint = "write", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Write(int descriptor, ref byte bytes, nint count);

    [DllImport("libc", EntryPoint = "poll", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Poll(ref PollDescriptor descriptors, nuint count, int milliseconds);

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Fcntl(int descriptor, int command, int argument);

    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
