namespace Interlude.World;

/// <summary>Whose history something belongs to. The world says of each event in which conversations it is kept.</summary>
public abstract record Conversation
{
    private Conversation()
    {
    }

    /// <summary>What happened on a channel, for its members.</summary>
    /// <param name="Id">The channel.</param>
    /// <param name="Least">The rank that a member needed to hear of it; none: every member did.</param>
    public sealed record OfChannel(ChannelId Id, Ranks Least = Ranks.None) : Conversation;

    /// <summary>What happened on a channel and only some members heard of, as far as it is the keeper's own doing.</summary>
    public sealed record Aside(ChannelId Id, Keeper Keeper) : Conversation;

    /// <summary>One side of what two people told each other: each side has its own.</summary>
    /// <param name="Keeper">Whose side it is.</param>
    /// <param name="With">The other's nick, folded, as it was: who has the nick later finds nothing of this.</param>
    public sealed record Private(Keeper Keeper, string With) : Conversation;
}

/// <summary>A conversation, as far as somebody may read it.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="From">The sequence number of the first entry whose events may be read.</param>
public readonly record struct HistoryPart(Conversation Conversation, long From);

/// <summary>Who keeps a private conversation: an account or, without one, a user for as long as it is there.</summary>
/// <param name="IsAccount">Whether it is an account.</param>
/// <param name="Sequence">The sequence number of the entry that made the account, or the user.</param>
public readonly record struct Keeper(bool IsAccount, long Sequence)
{
    /// <summary>Who keeps what a user says and hears from now on.</summary>
    public static Keeper Of(Identity user) => user.Account is { } account ? new(IsAccount: true, account.Id.Sequence) : new(IsAccount: false, user.Id.Sequence);
}
