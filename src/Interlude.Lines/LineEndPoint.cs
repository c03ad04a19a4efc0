namespace Interlude.Lines;

/// <summary>Where to listen or connect: a host and port, or the path of a Unix socket.</summary>
public abstract record LineEndPoint
{
    private LineEndPoint()
    {
    }

    /// <summary>TCP.</summary>
    /// <param name="Host">An address, a name, or <c>localhost</c>, which means 127.0.0.1 and ::1.</param>
    /// <param name="Port">0 to 65535; 0 asks a listener for a free one.</param>
    public sealed record Tcp(string Host, int Port) : LineEndPoint
    {
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
}
