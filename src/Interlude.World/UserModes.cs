namespace Interlude.World;

/// <summary>What users say of themselves, or want to hear.</summary>
[Flags]
public enum UserModes
{
    /// <summary>None of it.</summary>
    None = 0,

    /// <summary>Who shares no channel with the user does not find it by a pattern.</summary>
    Invisible = 1,

    /// <summary>It is a program.</summary>
    Bot = 2,

    /// <summary>It wants to hear what operators announce.</summary>
    HearsAnnouncements = 4,

    /// <summary>It wants to hear what the server notices; for operators.</summary>
    HearsNotices = 8,

    /// <summary>Others see its cloak in the place of its address.</summary>
    Cloaked = 16,

    /// <summary>Only users with an account may tell it something.</summary>
    AccountsTell = 32,
}
