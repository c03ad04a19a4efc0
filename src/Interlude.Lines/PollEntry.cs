using System.Runtime.InteropServices;

namespace Interlude.Lines;

/// <summary>What can happen to a polled socket, and how to be told (sys/epoll.h).</summary>
[Flags]
internal enum PollEvents : uint
{
    None = 0,
    In = 0x1,
    Urgent = 0x2,
    Out = 0x4,
    Error = 0x8,
    HangUp = 0x10,
    PeerEnded = 0x2000,

    /// <summary>To be told once, and then no more before it is asked for again.</summary>
    Once = 1u << 30,

    /// <summary>To be told when something has come, not as long as it is there.</summary>
    Edges = 1u << 31,
}

/// <summary>What epoll_ctl is to do.</summary>
internal enum PollOperation
{
    Add = 1,
    Change = 3,
}

/// <summary>The layout of struct epoll_event, which is packed on x64 and padded elsewhere (epoll_ctl(2)).</summary>
internal static class PollEntry
{
    private static readonly int KeyAt = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;

    public static int Bytes => KeyAt + sizeof(long);

    public static void Write(Span<byte> entry, PollEvents events, long key)
    {
        MemoryMarshal.Write(entry, (uint)events);
        MemoryMarshal.Write(entry[KeyAt..], key);
    }

    public static (PollEvents Events, long Key) Read(ReadOnlySpan<byte> entry) =>
        ((PollEvents)MemoryMarshal.Read<uint>(entry), MemoryMarshal.Read<long>(entry[KeyAt..]));
}
