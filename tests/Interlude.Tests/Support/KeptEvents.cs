using System.Globalization;
using Interlude.Host.Storage;
using Interlude.Server;
using Interlude.World;

namespace Interlude.Tests.Support;

/// <summary>Entries with an event or more that history keeps, without the world that they would come of.</summary>
internal sealed class KeptEvents
{
    /// <summary>A wish that nothing depends on.</summary>
    public static Wish NoWish { get; } = new(new Incarnation(new NodeId(1), 1), 1, default, default, new Command.NodeStarted());

    private static readonly Identity Ana = new(new UserId(2), Names.Nick("ana"), Names.Word("u"), Names.Word("h"));

    /// <summary>The last entry.</summary>
    public long Sequence { get; private set; }

    /// <summary>Where a channel's history is.</summary>
    public static Conversation.OfChannel Channel(long id) => new(new ChannelId(id));

    /// <summary>Ana's side, without an account, of what she and another tell each other.</summary>
    public static Conversation.Private With(string nick) => new(Keeper.Of(Ana), Names.Nick(nick).Key);

    /// <summary>Something said in conversations, by an entry of its own.</summary>
    public void Say(HistoryFile file, long time, params Conversation[] where) => Add(file, time, Something(where));

    /// <summary>Ana tells somebody something, by an entry of its own.</summary>
    public void Tell(HistoryFile file, long time, string nick) => Add(file, time, new Event.Told(
        Audience.Nobody, Ana, Ana with { Id = new UserId(3), Nick = Names.Nick(nick) }, Speech.Of(TextKind.Plain, Names.Text("hi")), Text.Empty)
    {
        KeptIn = [With(nick)],
    });

    /// <summary>An entry and what came of it.</summary>
    public void Add(HistoryFile file, long time, params Event[] events) =>
        file.Add(new Entry(++Sequence, new Timestamp(time), ChatWorld.NewestRules, NoWish), events);

    /// <summary>All that may be read of a conversation, by their places.</summary>
    public static string Read(HistoryFile file, Conversation conversation, Func<HistoryQuery, HistoryQuery>? change = null)
    {
        var query = new HistoryQuery { Parts = [new HistoryPart(conversation, From: 0)], Limit = 1000, AsOf = file.Position };
        var page = file.ReadAsync(change?.Invoke(query) ?? query).AsTask().GetAwaiter().GetResult();
        return string.Join(' ', page!.Items.Select(item => item.Sequence.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Something said in conversations.</summary>
    public static Event.Said Something(params Conversation[] where) => new(
        Audience.Nobody, Ana, Names.Channel("#a"), Speech.Of(TextKind.Plain, Names.Text("something of some length that people say")), Ranks.None)
    {
        KeptIn = [.. where],
    };
}
