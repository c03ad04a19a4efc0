namespace Interlude.World;

/// <summary>What a channel is like, of what is either so or not.</summary>
[Flags]
public enum ChannelTraits
{
    /// <summary>None of it.</summary>
    None = 0,

    /// <summary>Only who was invited may join.</summary>
    InviteOnly = 1,

    /// <summary>Only members with a rank may speak.</summary>
    Moderated = 2,

    /// <summary>Only members may speak.</summary>
    MembersOnly = 4,

    /// <summary>Only operators may change the topic.</summary>
    TopicLocked = 8,

    /// <summary>To others than its members, it looks as if it were not there.</summary>
    Secret = 16,

    /// <summary>No CTCP but actions.</summary>
    NoCtcp = 32,

    /// <summary>No formatting codes.</summary>
    NoFormatting = 64,

    /// <summary>Only users with an account, or members with a rank, may speak.</summary>
    AccountsSpeak = 128,

    /// <summary>Only users with an account may join.</summary>
    AccountsJoin = 256,

    /// <summary>Members without a rank see, of the others, only those who have one.</summary>
    Auditorium = 512,

    /// <summary>What members without a rank say is heard by operators only.</summary>
    OperatorsHear = 1024,

    /// <summary>What happens on it is not kept.</summary>
    Unrecorded = 2048,
}
