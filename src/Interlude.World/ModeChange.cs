namespace Interlude.World;

/// <summary>One change of a channel's modes: wished for, or done.</summary>
/// <param name="IsSet">Whether it is so from here on, or not any more.</param>
public abstract record ModeChange(bool IsSet)
{
    /// <summary>What the channel is like.</summary>
    public sealed record Trait(bool IsSet, ChannelTraits Which) : ModeChange(IsSet);

    /// <summary>The key that joining needs. Wished for with its value; to take it away any value does.</summary>
    public sealed record Key(bool IsSet, Text Value) : ModeChange(IsSet);

    /// <summary>The most members.</summary>
    public sealed record Limit(bool IsSet, int Members) : ModeChange(IsSet);

    /// <summary>The channel to which those are sent who cannot join.</summary>
    public sealed record Forward(bool IsSet, ChannelName? To) : ModeChange(IsSet);

    /// <summary>A mask in one of the lists.</summary>
    public sealed record Mask(bool IsSet, MaskList List, ChannelMask Which) : ModeChange(IsSet);

    /// <summary>A member's rank.</summary>
    public sealed record Rank(bool IsSet, Ranks Which, Nick Member) : ModeChange(IsSet);
}

/// <summary>The lists of masks that a channel keeps.</summary>
public enum MaskList
{
    /// <summary>Who may not join and, without a rank, not speak.</summary>
    Bans,

    /// <summary>To whom the bans do not apply.</summary>
    Exceptions,

    /// <summary>Who needs no invitation.</summary>
    Invitations,
}
