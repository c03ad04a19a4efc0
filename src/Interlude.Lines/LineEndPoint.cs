namespace Interlude.Lines;

/// <summary>Where to listen or connect: a host and port, or a Unix socket.</summary>
public abstract record LineEndPoint
{
    private LineEndPoint()
    {
    }

    /// <summary>TCP.</summary>
    /// <param name="Host">An address; a name, which means all its addresses; <c>localhost</c>, which means 127.0.0.1 and
    /// ::1; or, for a listener, <c>*</c>, which means 0.0.0.0 and ::. An IPv6 address never takes IPv4 connections: both
    /// families are two sockets with one port number, so a peer's address is always written as what it is.</param>
    /// <param name="Port">0 to 65535; 0 asks a listener for a free one.</param>
    public sealed record Tcp(string Host, int Port) : LineEndPoint
    {
        /// <summary>Which of the host's addresses are meant. Default: both families.</summary>
        public AddressFamilies Families { get; init; }

        /// <summary>As people write it: <c>localhost:8007</c>, <c>[::1]:8007</c>.</summary>
        public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
    }

    /// <summary>A Unix stream socket.</summary>
    /// <param name="Path">The file; at most 107 bytes.</param>
    public sealed record Unix(string Path) : LineEndPoint
    {
        /// <summary>The path.</summary>
        public override string ToString() => Path;
    }

    /// <summary>A Unix stream socket with a name instead of a file (Linux only). The name belongs to a network namespace,
    /// goes with the listener, and has no mode bits: every user of the machine may connect.</summary>
    /// <param name="Name">At most 107 bytes, without the NUL that the kernel's form begins with.</param>
    public sealed record UnixAbstract(string Name) : LineEndPoint
    {
        /// <summary>As tools write it, with an at sign for the NUL: <c>@name</c>.</summary>
        public override string ToString() => "@" + Name;
    }
}
