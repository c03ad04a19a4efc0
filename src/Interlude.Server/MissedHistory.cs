using System.Collections.Immutable;
using Interlude.World;

namespace Interlude.Server;

/// <summary>What was said to somebody while no client of its was there: for those whose client asks for nothing.</summary>
internal static class MissedHistory
{
    /// <summary>Lines at most, the last ones.</summary>
    public const int MaxLines = 100;

    /// <summary>Looks for it: first where there is anything, then what.</summary>
    /// <param name="ask">Asks the outside for who returns.</param>
    /// <param name="view">The world as the returning user sees it now.</param>
    /// <param name="since">Since when it was away.</param>
    /// <param name="asOf">The entry by which it came back.</param>
    /// <param name="take">Told what there is, the earliest first; not called if there is nothing.</param>
    public static void Find(
        Action<ServerRequest, Action<RequestResult>> ask, WorldView view, Timestamp since, long asOf, Action<ImmutableArray<HistoryItem>> take)
    {
        var channels = (view.Viewer?.Channels ?? []).Select(name => view.Find(name)!)
            .ToDictionary(channel => channel.Id, channel => channel.History.ToImmutableArray());
        ImmutableArray<Keeper> keepers = [.. view.Keepers];
        var where = new HistoryTargetsQuery
        {
            Channels = [.. channels.OrderBy(channel => channel.Key.Sequence).Select(channel => (channel.Key, channel.Value))],
            Keepers = keepers,
            After = since,
            Before = new Timestamp(long.MaxValue),
            IsFromEnd = true,
            Limit = MaxLines,
            AsOf = asOf,
        };
        ask(new ServerRequest.ReadHistoryTargets(where), found =>
        {
            if (((RequestResult.HistoryTargetsRead)found).Targets is not { Items: { IsEmpty: false } targets })
            {
                return;
            }

            var what = new HistoryQuery
            {
                Parts =
                [
                    .. targets.SelectMany(target => target.Channel is { } channel
                        ? channels[channel]
                        : keepers.Select(keeper => new HistoryPart(new Conversation.Private(keeper, target.Nick!.Key), From: 0))),
                ],
                After = HistoryBound.At(since),
                IsFromEnd = true,
                Limit = MaxLines,
                AsOf = asOf,
            };
            ask(new ServerRequest.ReadHistory(what), read =>
            {
                if (((RequestResult.HistoryRead)read).Page is { Items: { IsEmpty: false } items })
                {
                    take(items);
                }
            });
        });
    }
}
