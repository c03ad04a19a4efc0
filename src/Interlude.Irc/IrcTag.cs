namespace Interlude.Irc;

/// <summary>One tag: a view of the received line.</summary>
public readonly ref struct IrcTag
{
    private IrcTag(ReadOnlySpan<byte> key, ReadOnlySpan<byte> rawValue)
    {
        Key = key;
        RawValue = rawValue;
    }

    /// <summary>The whole key: <c>[ "+" ] [ vendor "/" ] name</c>.</summary>
    public ReadOnlySpan<byte> Key { get; }

    /// <summary>The value, still escaped. Empty for <c>key=</c> and for <c>key</c>, which mean the same.</summary>
    public ReadOnlySpan<byte> RawValue { get; }

    /// <summary>Whether it is for other clients and to be relayed: the key begins with '+'.</summary>
    public bool IsClientOnly => !Key.IsEmpty && Key[0] == (byte)'+';

    // The first '=' ends the key; others belong to the value.
    internal static IrcTag Parse(ReadOnlySpan<byte> segment)
    {
        var equals = segment.IndexOf((byte)'=');
        return equals < 0 ? new IrcTag(segment, default) : new IrcTag(segment[..equals], segment[(equals + 1)..]);
    }
}
