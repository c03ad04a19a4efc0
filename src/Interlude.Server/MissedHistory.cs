using System.Collections.Immutable;
using Interlude.World;

namespace Interlude.Server;

/// <summary>What was said to somebody while no client of its was there: for those whose client asks for nothing.</summary>
internal static class MissedHistory
{
    /// <summary>Lines at most, the last ones.</summary>
    public const int MaxLines = 100;

    /// <summary>The item, as it would be told of its channel under the name that this has now; as it was, if one is there no longer.</summary>
    public static HistoryItem UnderNameOfNow(WorldView view, HistoryItem item) =>
        item is { Event: Event.Said said, Channel: { } id }
            && (view.Viewer?.Channels ?? []).Select(name => view.Find(name)).FirstOrDefault(channel => channel?.Id == id) is { } channel
                ? item with { Event = said with { Channel = channel.Name } }
                : item;

    /// <summary>Looks for it: first where there is anything, then what.</summary>
    /// <param name="ask">Asks the outside for who returns.</param>
    /// <param name="view">The world as the returning user sees it now.</param>
    /// <param name="left">The entry by which its last session ended.</param>
    /// <param name="asOf">The entry by which it came back.</param>
    /// <param name="take">Told what there is, the earliest first, or null if it cannot be read; not called if there is nothing.</param>
    public static void Find(
        Action<ServerRequest, Action<RequestResult>> ask, WorldView view, long left, long asOf, Action<HistoryPage?> take)
    {
        var channels = (view.Viewer?.Channels ?? []).Select(name => view.Find(name)!)
            .ToDictionary(channel => channel.Id, channel => channel.History.ToImmutableArray());
        ImmutableArray<Keeper> keepers = [.. view.Keepers];
        var where = new HistoryTargetsQuery
        {
            Channels = [.. channels.OrderBy(channel => channel.Key.Sequence).Select(channel => (channel.Key, channel.Value))],
            Keepers = keepers,
            After = HistoryBound.Behind(left),
            IsFromEnd = true,
            Limit = MaxLines,
            AsOf = asOf,
        };
        ask(new ServerRequest.ReadHistoryTargets(where), found =>
        {
            if (((RequestResult.HistoryTargetsRead)found).Targets is not { } targets)
            {
                take(null);
                return;
            }

            if (targets.Items.IsEmpty)
            {
                return;
            }

            var what = new HistoryQuery
            {
                Parts =
                [
                    .. targets.Items.SelectMany(target => target.Channel is { } channel
                        ? channels[channel]
                        : keepers.Select(keeper => new HistoryPart(new Conversation.Private(keeper, target.Nick!.Key), From: 0))),
                ],
                After = HistoryBound.Behind(left),
                IsFromEnd = true,
                Limit = MaxLines,
                AsOf = asOf,
            };
            ask(new ServerRequest.ReadHistory(what), read =>
            {
                if (((RequestResult.HistoryRead)read).Page is var page && page is not { Items.IsEmpty: true })
                {
                    take(page);
                }
            });
        });
    }

    /// <summary>The last of what there is, as <see cref="MaxLines"/> lines hold it: of the message that does not fit whole, its last lines.</summary>
    /// <param name="items">The earliest first.</param>
    /// <param name="render">Makes lines of one, each with its end.</param>
    public static List<(HistoryItem Item, ReadOnlyMemory<byte> Lines)> Last(ImmutableArray<HistoryItem> items, Func<HistoryItem, ReadOnlyMemory<byte>> render)
    {
        var last = new List<(HistoryItem Item, ReadOnlyMemory<byte> Lines)>();
        var room = MaxLines;
        for (var index = items.Length - 1; index >= 0 && room > 0; index--)
        {
            var (item, lines) = Shorten(items[index], room, render);
            if (!lines.IsEmpty)
            {
                last.Add((item, lines));
            }

            // Before a message that is not told whole there is nothing: it would be torn off what follows.
            room = ReferenceEquals(item, items[index]) && !lines.IsEmpty ? room - CountOf(lines) : 0;
        }

        last.Reverse();
        return last;
    }

    // Without as many of its first lines as there is no room for; nothing at all, if the last does not fit either.
    private static (HistoryItem Item, ReadOnlyMemory<byte> Lines) Shorten(HistoryItem item, int room, Func<HistoryItem, ReadOnlyMemory<byte>> render)
    {
        var shorter = item;
        var lines = render(shorter);
        while (CountOf(lines) > room)
        {
            if (WithoutFirstLine(shorter) is not { } rest)
            {
                return (shorter, default);
            }

            shorter = rest;
            lines = render(rest);
        }

        return (shorter, lines);
    }

    private static int CountOf(ReadOnlyMemory<byte> lines) => lines.Span.Count("\r\n"u8);

    private static HistoryItem? WithoutFirstLine(HistoryItem item) => item.Event switch
    {
        Event.Said { Speech: { More: [var next, .. var more] } speech } said => item with { Event = said with { Speech = speech with { Text = next.Text, More = more } } },
        Event.Told { Speech: { More: [var next, .. var more] } speech } told => item with { Event = told with { Speech = speech with { Text = next.Text, More = more } } },
        _ => null,
    };
}
