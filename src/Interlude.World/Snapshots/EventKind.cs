namespace Interlude.World.Snapshots;

/// <summary>
/// The number that stands in history for each <see cref="Event"/> that is kept, and for the form of its bytes: never changed,
/// and never used for another. An event that gains something gets a new number; what was written can always be read.
/// </summary>
internal enum EventKind
{
    /// <inheritdoc cref="Event.Said"/>
    Said = 1,

    /// <inheritdoc cref="Event.Told"/>
    Told = 2,

    /// <inheritdoc cref="Event.Joined"/>
    Joined = 3,

    /// <inheritdoc cref="Event.Parted"/>
    Parted = 4,

    /// <inheritdoc cref="Event.Kicked"/>
    Kicked = 5,

    /// <inheritdoc cref="Event.Quit"/>
    Quit = 6,

    /// <inheritdoc cref="Event.Renamed"/>
    Renamed = 7,

    /// <inheritdoc cref="Event.TopicChanged"/>
    TopicChanged = 8,

    /// <inheritdoc cref="Event.ModesChanged"/>
    ModesChanged = 9,

    /// <inheritdoc cref="Event.ChannelRenamed"/>
    ChannelRenamed = 10,
}
