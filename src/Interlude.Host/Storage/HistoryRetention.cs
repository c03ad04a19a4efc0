namespace Interlude.Host.Storage;

/// <summary>How long history is kept.</summary>
/// <param name="Days">Days; 0: for ever.</param>
/// <param name="Items">Items of one kind in one conversation; 0: any number.</param>
internal readonly record struct HistoryRetention(int Days, int Items)
{
    private const long Day = 24 * 60 * 60 * 1000L;

    /// <summary>The time of the oldest that is kept, in milliseconds since 1970; null: all is, however old.</summary>
    public long? OldestAt(long now) => Days == 0 || now < Days * Day ? null : now - (Days * Day);
}
