namespace Interlude.Irc;

/// <summary>Names of hosts as a server may give them to itself or to its people.</summary>
public static class IrcHostName
{
    private const int MaxBytes = 253;    // Without the final dot: RFC 1035, 3.1, as text.
    private const int MaxLabelBytes = 63; // RFC 1035, 2.3.4.

    /// <summary>Whether <paramref name="name"/> is the name of a host.</summary>
    /// <remarks>
    /// <code>
    /// name  = label 1*( "." label ) [ "." ] / label "."      ; at least one dot
    /// label = alnum [ *( alnum / "-" ) alnum ]
    /// alnum = ALPHA / DIGIT
    /// </code>
    /// RFC 1123, 2.1, and a dot, by which servers are told from nicks. Names beyond ASCII come as punycode.
    /// </remarks>
    public static bool IsValid(ReadOnlySpan<byte> name)
    {
        if (!name.Contains((byte)'.'))
        {
            return false;
        }

        if (name[^1] == (byte)'.')
        {
            name = name[..^1];
        }

        if (name.Length > MaxBytes)
        {
            return false;
        }

        foreach (var range in name.Split((byte)'.'))
        {
            if (!IsLabel(name[range]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsLabel(ReadOnlySpan<byte> label)
    {
        if (label.Length is 0 or > MaxLabelBytes || label[0] == (byte)'-' || label[^1] == (byte)'-')
        {
            return false;
        }

        foreach (var unit in label)
        {
            if (!char.IsAsciiLetterOrDigit((char)unit) && unit != (byte)'-')
            {
                return false;
            }
        }

        return true;
    }
}
