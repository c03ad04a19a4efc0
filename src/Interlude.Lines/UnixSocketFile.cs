using System.Net;
using System.Net.Sockets;
using Microsoft.Win32.SafeHandles;

namespace Interlude.Lines;

/// <summary>The file of a listening Unix socket: made with its mode, taken over when stale, removed while it is still
/// ours.</summary>
internal sealed class UnixSocketFile
{
    private const UnixFileMode Permissions = (UnixFileMode)0x1FF;   // 0777

    private readonly string _path;
    private bool _removed;
    private readonly FileIdentity? _identity;

    private UnixSocketFile(string path)
    {
        _path = Path.GetFullPath(path);
        _identity = FileIdentity.Find(_path);
    }

    /// <summary>Binds and listens.</summary>
    /// <exception cref="SocketException">Something answers there, or lies there that is not a socket; or it cannot be
    /// made.</exception>
    public static (Socket Socket, UnixSocketFile File) Open(string path, LineListenerOptions options)
    {
        // Without this, two that start at once may both find the old file stale, and the slower one would remove the
        // faster one's new file.
        using var alone = new FolderLock(path);
        try
        {
            return Listen(path, options);
        }
        catch (SocketException inUse) when (inUse.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            if (!IsStale(path) || !TryRemove(path))
            {
                throw;
            }
        }

        return Listen(path, options);
    }

    /// <summary>Removes the file unless it has been replaced. Call it while the socket is still open: until then no other
    /// file can have the same identity.</summary>
    public void Remove()
    {
        if (Interlocked.Exchange(ref _removed, true))
        {
            return;   // our socket may be closed by now, and the file another's
        }

        using var alone = new FolderLock(_path);
        if (IsOurs())
        {
            TryRemove(_path);
        }
    }

    private static (Socket Socket, UnixSocketFile File) Listen(string path, LineListenerOptions options)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            var mode = options.UnixFileMode & Permissions;
            if (mode is not null && OperatingSystem.IsLinux())
            {
                // The file gets the socket's own mode, less the umask: never more than was asked for.
                using var handle = new SafeFileHandle(socket.Handle, ownsHandle: false);
                File.SetUnixFileMode(handle, mode.Value);
            }

            socket.Bind(new KeptEndPoint(new UnixDomainSocketEndPoint(path)));
            if (mode is not null && !OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, mode.Value);   // what the umask took; nobody can connect before listen
            }

            var file = new UnixSocketFile(path);
            socket.Listen(options.Backlog);
            return (socket, file);
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
        catch (IOException gone)
        {
            socket.Dispose();   // somebody removes it as fast as we make it
            throw new SocketException((int)SocketError.AddressNotAvailable, gone.Message);
        }
    }

    private static bool TryRemove(string path)
    {
        try
        {
            File.Delete(path);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    // Only a socket that nobody answers may be removed. Connecting to an ordinary file is refused too.
    private static bool IsStale(string path)
    {
        // Connecting to one that is alive but whose queue is full would wait for it.
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false };
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
            return false;
        }
        catch (SocketException refused)
        {
            return refused.SocketErrorCode == SocketError.ConnectionRefused
                && (OperatingSystem.IsLinux() ? FileIdentity.Find(path) is { IsSocket: true } : !IsOrdinary(path));
        }
    }

    // An ordinary file can be opened, which a socket cannot.
    private static bool IsOrdinary(string path)
    {
        try
        {
            File.OpenHandle(path).Dispose();
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return true;   // not ours to remove, or a directory
        }
        catch (IOException)
        {
            return false;
        }
    }

    private bool IsOurs() => !OperatingSystem.IsLinux() || (_identity is not null && _identity == FileIdentity.Find(_path));

    /// <summary>A path that the runtime does not remove by itself when the socket is disposed, whosever it is by
    /// then.</summary>
    private sealed class KeptEndPoint(UnixDomainSocketEndPoint real) : EndPoint
    {
        public override AddressFamily AddressFamily => AddressFamily.Unix;

        public override SocketAddress Serialize() => real.Serialize();

        public override EndPoint Create(SocketAddress socketAddress) => real.Create(socketAddress);
    }
}
