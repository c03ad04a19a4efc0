using System.Buffers;

namespace Interlude.Irc;

/// <summary>Who sent a message, in parts: views of what it was made from.</summary>
/// <remarks>
/// <code>
/// source = servername / ( nick [ "!" user ] [ "@" host ] )
/// </code>
/// https://modern.ircdocs.horse/#source. A part that is missing is empty.
/// </remarks>
public readonly ref struct IrcSource
{
    /// <param name="name">A nick, or the name of a server.</param>
    /// <param name="user">The user name; may be empty.</param>
    /// <param name="host">The host; may be empty.</param>
    public IrcSource(ReadOnlySpan<byte> name, ReadOnlySpan<byte> user, ReadOnlySpan<byte> host)
    {
        Name = name;
        User = user;
        Host = host;
    }

    /// <summary>A nick, or the name of a server: nothing in the text tells a bare one from the other.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>The user name, <c>~</c> included.</summary>
    public ReadOnlySpan<byte> User { get; }

    /// <summary>The host, whatever stands for it.</summary>
    public ReadOnlySpan<byte> Host { get; }

    /// <summary>How many bytes <see cref="WriteTo"/> writes.</summary>
    public int Length =>
        Name.Length + (User.IsEmpty ? 0 : 1 + User.Length) + (Host.IsEmpty ? 0 : 1 + Host.Length);

    /// <summary>Takes a source apart. Any bytes will do.</summary>
    /// <param name="source">Without ':'.</param>
    /// <remarks>The host is behind the last '@', as a host never has one; the user behind the first '!' before it.</remarks>
    public static IrcSource Parse(ReadOnlySpan<byte> source)
    {
        var at = source.LastIndexOf((byte)'@');
        var host = at < 0 ? default : source[(at + 1)..];
        var left = at < 0 ? source : source[..at];
        var bang = left.IndexOf((byte)'!');
        return bang < 0
            ? new IrcSource(left, default, host)
            : new IrcSource(left[..bang], left[(bang + 1)..], host);
    }

    /// <summary>Writes <c>name[!user][@host]</c>.</summary>
    public void WriteTo(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write(Name);
        WritePart("!"u8, User, output);
        WritePart("@"u8, Host, output);
    }

    private static void WritePart(ReadOnlySpan<byte> mark, ReadOnlySpan<byte> part, IBufferWriter<byte> output)
    {
        if (!part.IsEmpty)
        {
            output.Write(mark);
            output.Write(part);
        }
    }
}
