namespace Interlude.Host.Storage;

/// <summary>How long history is kept.</summary>
/// <param name="Days">Days; 0: for ever.</param>
/// <param name="Items">Items of one kind in one conversation; 0: any number.</param>
internal readonly record struct HistoryRetention(int Days, int Items);
