namespace Interlude.Irc;

/// <summary>How long the parts of a message may be, and where each number comes from.</summary>
public static class IrcLimits
{
    /// <summary>Bytes of a message without tags, CR and LF: 512 with them. RFC 1459, 2.3.</summary>
    public const int MaxBodyBytes = 510;

    /// <summary>
    /// Bytes of tags that a client may send, and that a server may add, without '@' and SPACE: 4096 with
    /// them. message-tags, "Size limit".
    /// </summary>
    public const int MaxTagBytes = 4094;

    /// <summary>
    /// Bytes of tags on a message from a server, '@' and SPACE included: '@', what the server added, ';',
    /// what the client sent, SPACE. message-tags, "Size limit".
    /// </summary>
    public const int MaxTagSectionBytes = 1 + MaxTagBytes + 1 + MaxTagBytes + 1;

    /// <summary>Bytes of a line that a client may send, without its terminator: '@', tags, SPACE and a body.</summary>
    public const int MaxClientLineBytes = 1 + MaxTagBytes + 1 + MaxBodyBytes;

    /// <summary>
    /// Parameters that a message should not exceed, since old clients read no more; whoever reads takes any
    /// number. Modern IRC, "Parameters".
    /// </summary>
    public const int MaxSentParameters = 15;

    /// <summary>
    /// Tokens in one 005: what is left of 15 parameters beside the client's nick and the text. Modern IRC,
    /// RPL_ISUPPORT.
    /// </summary>
    public const int MaxIsupportTokens = 13;

    /// <summary>Bytes of base64 in one AUTHENTICATE; one that is full is followed by another. sasl-3.1.</summary>
    public const int MaxAuthenticateBytes = 400;
}
