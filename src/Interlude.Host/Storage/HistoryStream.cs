using Interlude.Server;
using Interlude.World;

namespace Interlude.Host.Storage;

/// <summary>
/// What is kept of one kind for one conversation, in order. Pages are put together from several: so those who read messages
/// alone need not step over a hundred thousand joins.
/// </summary>
/// <param name="Kind">Of conversation: a channel, an aside, one side of a private conversation.</param>
/// <param name="Owner">A channel's rank; or the keeper, an account above 0 and a user below.</param>
/// <param name="What">One kind of what is kept.</param>
/// <param name="Place">The channel; 0 for a private conversation.</param>
/// <param name="Nick">Whom a private conversation is with; else empty.</param>
internal readonly record struct HistoryStream(int Kind, long Owner, HistoryKinds What, long Place, string Nick)
{
    /// <summary>The <see cref="Kind"/> of private conversations.</summary>
    public const int Private = 3;

    private const int Channel = 1;
    private const int Aside = 2;

    public static HistoryStream Of(Conversation conversation, HistoryKinds what) => conversation switch
    {
        Conversation.OfChannel channel => new(Channel, (int)channel.Least, what, channel.Id.Sequence, string.Empty),
        Conversation.Aside aside => new(Aside, OwnerOf(aside.Keeper), what, aside.Id.Sequence, string.Empty),
        Conversation.Private side => new(Private, OwnerOf(side.Keeper), what, 0, side.With),
        _ => throw new System.Diagnostics.UnreachableException($"{conversation.GetType().Name} has no stream."),
    };

    public static long OwnerOf(Keeper keeper) => keeper.IsAccount ? keeper.Sequence : -keeper.Sequence;

    /// <summary>The conversation that it is of.</summary>
    public Conversation Conversation => Kind switch
    {
        Channel => new Conversation.OfChannel(new ChannelId(Place), (Ranks)Owner),
        Aside => new Conversation.Aside(new ChannelId(Place), KeeperOf(Owner)),
        Private => new Conversation.Private(KeeperOf(Owner), Nick),
        _ => throw new FormatException($"There is a stream of history of the kind {Kind}, which is none."),
    };

    private static Keeper KeeperOf(long owner) => new(IsAccount: owner > 0, Math.Abs(owner));
}

/// <summary>An event as it is kept.</summary>
/// <param name="Sequence">The entry that it came of.</param>
/// <param name="Index">Which of the entry's events.</param>
/// <param name="Time">Milliseconds since 1970.</param>
/// <param name="Event">Its bytes (<see cref="EventCodec"/>).</param>
internal readonly record struct HistoryRow(long Sequence, int Index, long Time, ReadOnlyMemory<byte> Event) : IComparable<HistoryRow>
{
    /// <summary>Of a channel's history, the channel; else 0.</summary>
    public long Place { get; init; }

    /// <summary>By their places in the order of all events.</summary>
    public int CompareTo(HistoryRow other) =>
        Sequence != other.Sequence ? Sequence.CompareTo(other.Sequence) : Index.CompareTo(other.Index);
}
