using System.Collections.Immutable;
using Interlude.World;

namespace Interlude.Server;

/// <summary>What history holds for a <see cref="HistoryQuery"/>, whichever end it was counted from: the earliest first.</summary>
/// <param name="Items">Each once, in the order of their places; at most as many as were asked for.</param>
public sealed record HistoryPage(ImmutableArray<HistoryItem> Items)
{
    /// <summary>Nothing.</summary>
    public static HistoryPage Empty { get; } = new([]);
}

/// <summary>Something that happened, as history keeps it. It is told again just as it was told live.</summary>
/// <param name="Sequence">The entry that it came of.</param>
/// <param name="Index">Which of the entry's events, from 0.</param>
/// <param name="Time">The entry's time.</param>
/// <param name="Event">What happened; its audience is not kept.</param>
/// <param name="Channel">In the history of which channel it was found, whatever that is called now; null: in a private conversation.</param>
public sealed record HistoryItem(long Sequence, int Index, Timestamp Time, Event Event, ChannelId? Channel)
{
    /// <summary>What kind of thing an event is that is kept.</summary>
    public static HistoryKinds KindOf(Event happened) => happened switch
    {
        Event.Said { Speech.Kind: SpeechKind.Tags } or Event.Told { Speech.Kind: SpeechKind.Tags } => HistoryKinds.Tags,
        Event.Said or Event.Told => HistoryKinds.Messages,
        _ => HistoryKinds.Changes,
    };
}
