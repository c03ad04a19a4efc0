namespace Interlude.World;

/// <summary>What the founder of a registered channel may choose for it.</summary>
[Flags]
public enum ChannelSettings
{
    /// <summary>Members read its history back to their joining.</summary>
    None = 0,

    /// <summary>
    /// Members read what was said before they joined, too, since the channel was registered: as far as it is kept, and every
    /// member could see it.
    /// </summary>
    OpenHistory = 1,
}
