namespace Interlude.World;

/// <summary>A user as it was known when something happened.</summary>
/// <param name="Id">The user.</param>
/// <param name="Nick">Its nick at that time.</param>
/// <param name="UserName">Its user name.</param>
/// <param name="Host">Its host, as others see it.</param>
/// <param name="Account">The account it was logged in to; null: none.</param>
/// <param name="IsBot">Whether it said that it was a program.</param>
public sealed record Identity(UserId Id, Nick Nick, SourceWord UserName, SourceWord Host, AccountIdentity? Account = null, bool IsBot = false)
{
    private byte[]? _source;

    // What was made of the names does not come along: whoever says `with` changes one of them.
    private Identity(Identity other) =>
        (Id, Nick, UserName, Host, Account, IsBot) = (other.Id, other.Nick, other.UserName, other.Host, other.Account, other.IsBot);

    /// <summary><c>nick!user@host</c> in UTF-8: made once, not to be changed.</summary>
    public ReadOnlyMemory<byte> Source =>
        _source ??= [.. Nick.Utf8.Span, (byte)'!', .. UserName.Utf8.Span, (byte)'@', .. Host.Utf8.Span];

    /// <summary>Whether it is the same user with the same names, spelled in the same way.</summary>
    public bool Equals(Identity? other) => other is not null && Id == other.Id && IsBot == other.IsBot
        && Source.Span.SequenceEqual(other.Source.Span) && Equals(Account, other.Account);

    /// <summary>Of the user.</summary>
    public override int GetHashCode() => (int)Id.Sequence;

    /// <summary>The nick.</summary>
    public override string ToString() => Nick.Value;
}
