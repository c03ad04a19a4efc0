using System.Collections.Immutable;
using Interlude.Server;
using Interlude.World;

namespace Interlude.Simulation;

/// <summary>
/// History in memory, in the simplest way that can be right: what the archive on disk does is compared with it. Everything
/// is kept, nothing is indexed.
/// </summary>
internal sealed class MemoryArchive
{
    private readonly Dictionary<Conversation, List<HistoryItem>> _conversations = [];

    /// <summary>All that is kept, in the order of the log within each conversation; what is kept in several is there as often.</summary>
    public IEnumerable<HistoryItem> All => _conversations.Values.SelectMany(items => items);

    /// <summary>Takes what came of an entry.</summary>
    /// <param name="sequence">The entry.</param>
    /// <param name="time">The world's time when it was applied.</param>
    /// <param name="events">What came of it.</param>
    public void Add(long sequence, Timestamp time, IReadOnlyList<Event> events)
    {
        for (var index = 0; index < events.Count; index++)
        {
            foreach (var conversation in events[index].KeptIn)
            {
                if (!_conversations.TryGetValue(conversation, out var items))
                {
                    _conversations.Add(conversation, items = []);
                }

                items.Add(new HistoryItem(sequence, index, time, events[index], ChannelOf(conversation)));
            }
        }
    }

    public HistoryPage Read(HistoryQuery query)
    {
        var items = ItemsOf(query.Parts, query.AsOf).Where(item => (HistoryItem.KindOf(item.Event) & query.Kinds) != 0
            && IsBetween(item, query.After, query.Before) && item.Time >= query.NotBefore).ToList();
        return new HistoryPage([.. query.IsFromEnd ? items.TakeLast(query.Limit) : items.Take(query.Limit)]);
    }

    public HistoryTargets Read(HistoryTargetsQuery query)
    {
        var channels = query.Channels.Select(channel => (Nick: default(Nick), Channel: (ChannelId?)channel.Channel, Latest: Latest(channel.Parts, query.AsOf)));
        var people = _conversations.Keys.OfType<Conversation.Private>().Where(side => query.Keepers.Contains(side.Keeper))
            .Select(side => side.With).Distinct().Select(with =>
            {
                var latest = Latest([.. query.Keepers.Select(keeper => new HistoryPart(new Conversation.Private(keeper, with), 0))], query.AsOf);
                return (Nick: latest is null ? null : Other((Event.Told)latest.Event, with), Channel: (ChannelId?)null, Latest: latest);
            });
        var targets = channels.Concat(people)
            .Where(target => target.Latest is { } latest && IsBetween(latest, query.After, query.Before) && latest.Time >= query.NotBefore)
            .OrderBy(target => target.Latest!.Sequence).ThenBy(target => target.Latest!.Index).ThenBy(target => target.Channel is null)
            .ThenBy(target => target.Channel?.Sequence).ThenBy(target => target.Nick?.Key, StringComparer.Ordinal)
            .Select(target => new HistoryTarget(target.Channel, target.Nick, target.Latest!.Time));
        return new HistoryTargets([.. query.IsFromEnd ? targets.TakeLast(query.Limit) : targets.Take(query.Limit)]);
    }

    /// <summary>Answers what a server asks of history; null: it asks for something else.</summary>
    public RequestResult? Answer(ServerRequest what) => what switch
    {
        ServerRequest.ReadHistory read => new RequestResult.HistoryRead(Read(read.Query)),
        ServerRequest.ReadHistoryTargets read => new RequestResult.HistoryTargetsRead(Read(read.Query)),
        _ => null,
    };

    private static ChannelId? ChannelOf(Conversation conversation) => conversation switch
    {
        Conversation.OfChannel channel => channel.Id,
        Conversation.Aside aside => aside.Id,
        _ => null,
    };

    private static bool IsBetween(HistoryItem item, HistoryBound? after, HistoryBound? before) =>
        !(after?.Compare(item.Sequence, item.Index, item.Time) <= 0) && !(before?.Compare(item.Sequence, item.Index, item.Time) >= 0);

    private HistoryItem? Latest(ImmutableArray<HistoryPart> parts, long asOf) =>
        ItemsOf(parts, asOf).LastOrDefault(item => HistoryItem.KindOf(item.Event) == HistoryKinds.Messages);

    private IEnumerable<HistoryItem> ItemsOf(ImmutableArray<HistoryPart> parts, long asOf) => parts
        .SelectMany(part => _conversations.GetValueOrDefault(part.Conversation, []).Where(item => item.Sequence >= part.From && item.Sequence <= asOf))
        .DistinctBy(item => (item.Sequence, item.Index))
        .OrderBy(item => item.Sequence).ThenBy(item => item.Index);

    private static Nick Other(Event.Told told, string with) =>
        string.Equals(told.Target.Nick.Key, with, StringComparison.Ordinal) ? told.Target.Nick : told.User.Nick;
}
