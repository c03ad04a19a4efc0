namespace Interlude.World;

/// <summary>A user as it was known when something happened.</summary>
/// <param name="Id">The user.</param>
/// <param name="Nick">Its nick at that time.</param>
/// <param name="UserName">Its user name.</param>
/// <param name="Host">Its host, as others see it.</param>
/// <param name="Account">The account it was logged in to; null: none.</param>
/// <param name="IsBot">Whether it said that it was a program.</param>
public sealed record Identity(UserId Id, Nick Nick, SourceWord UserName, SourceWord Host, Text? Account = null, bool IsBot = false)
{
    private byte[]? _source;

    /// <summary><c>nick!user@host</c> in UTF-8: made once, not to be changed.</summary>
    public ReadOnlyMemory<byte> Source =>
        _source ??= [.. Nick.Utf8.Span, (byte)'!', .. UserName.Utf8.Span, (byte)'@', .. Host.Utf8.Span];

    /// <summary>The nick.</summary>
    public override string ToString() => Nick.Value;
}
