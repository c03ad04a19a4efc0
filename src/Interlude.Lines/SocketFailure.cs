using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Interlude.Lines;

/// <summary>Error numbers of Linux as the exceptions by which a transport says that the connection is gone.</summary>
internal static class SocketFailure
{
    public static SocketException Of(int error) => new((int)CodeOf(error), Marshal.GetPInvokeErrorMessage(error));

    // asm-generic/errno.h; the names are those that the runtime gives to the same numbers.
    private static SocketError CodeOf(int error) => error switch
    {
        9 => SocketError.OperationAborted,               // EBADF
        12 or 105 => SocketError.NoBufferSpaceAvailable, // ENOMEM, ENOBUFS
        24 or 23 or 28 => SocketError.TooManyOpenSockets, // EMFILE, ENFILE, ENOSPC (of epoll's watches)
        32 => SocketError.Shutdown,                      // EPIPE
        100 => SocketError.NetworkDown,
        101 => SocketError.NetworkUnreachable,
        102 => SocketError.NetworkReset,
        103 => SocketError.ConnectionAborted,
        104 => SocketError.ConnectionReset,
        107 => SocketError.NotConnected,
        110 => SocketError.TimedOut,
        111 => SocketError.ConnectionRefused,
        112 => SocketError.HostDown,
        113 => SocketError.HostUnreachable,
        _ => SocketError.SocketError,
    };
}
