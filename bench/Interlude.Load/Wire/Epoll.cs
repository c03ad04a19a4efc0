using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Interlude.Load.Wire;

/// <summary>Linux epoll, level-triggered. A descriptor is known by the index that it was added with.</summary>
internal sealed class Epoll : IDisposable
{
    public const uint Readable = 0x001;
    public const uint Writable = 0x004;
    public const uint Broken = 0x008 | 0x010;   // EPOLLERR, EPOLLHUP: always reported

    private const int Add = 1;
    private const int Change = 3;
    private const int Capacity = 512;

    // struct epoll_event is packed on x64 alone: 32 bits of events, then 64 of data.
    private static readonly int s_size = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    private readonly byte[] _events = new byte[Capacity * 16];
    private readonly byte[] _one = new byte[16];
    private readonly int _epoll = Checked(Libc.EpollCreate(0x80000));   // EPOLL_CLOEXEC: the servers do not inherit it

    /// <param name="descriptor">Of a socket.</param>
    /// <param name="index">What <see cref="Wait"/> names it by.</param>
    /// <param name="interest">Of <see cref="Readable"/> and <see cref="Writable"/>; 0 waits for its breaking only.</param>
    public void Watch(int descriptor, int index, uint interest) => Control(Add, descriptor, index, interest);

    public void Rewatch(int descriptor, int index, uint interest) => Control(Change, descriptor, index, interest);

    /// <summary>Waits; then <see cref="At"/> has the events, of which there are at most 512 at a time.</summary>
    /// <returns>How many; 0 when the time ran out or a signal came.</returns>
    public int Wait(int milliseconds)
    {
        var count = Libc.EpollWait(_epoll, ref _events[0], Capacity, milliseconds);
        return count >= 0 ? count
            : Marshal.GetLastPInvokeError() == Libc.Interrupted ? 0
            : throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    public (int Index, uint Events) At(int number)
    {
        var one = _events.AsSpan(number * s_size, s_size);
        return ((int)BinaryPrimitives.ReadInt64LittleEndian(one[(s_size - 8)..]), BinaryPrimitives.ReadUInt32LittleEndian(one));
    }

    public void Dispose() => _ = Libc.Close(_epoll);

    private void Control(int operation, int descriptor, int index, uint interest)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_one, interest);
        BinaryPrimitives.WriteInt64LittleEndian(_one.AsSpan(s_size - 8), index);
        Checked(Libc.EpollControl(_epoll, operation, descriptor, ref _one[0]));
    }

    private static int Checked(int result) => result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());
}
