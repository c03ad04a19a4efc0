using System.Collections.Immutable;
using Interlude.World;

namespace Interlude.Server;

/// <summary>Asks for the conversations of somebody whose latest message lies between two bounds.</summary>
public sealed record HistoryTargetsQuery
{
    /// <summary>The channels that are asked about, each with what may be read of it.</summary>
    public required ImmutableArray<(ChannelId Channel, ImmutableArray<HistoryPart> Parts)> Channels { get; init; }

    /// <summary>Whose private conversations are looked through.</summary>
    public required ImmutableArray<Keeper> Keepers { get; init; }

    /// <summary>Only those whose latest message is later than this.</summary>
    public HistoryBound? After { get; init; }

    /// <summary>Only those whose latest message is earlier than this.</summary>
    public HistoryBound? Before { get; init; }

    /// <summary>As in <see cref="HistoryQuery.NotBefore"/>.</summary>
    public Timestamp NotBefore { get; init; } = new(long.MinValue);

    /// <summary>Whether the last of them are wanted, where there are more than <see cref="Limit"/>; else the first.</summary>
    public bool IsFromEnd { get; init; }

    /// <summary>The most targets; above 0.</summary>
    public required int Limit { get; init; }

    /// <summary>As in <see cref="HistoryQuery.AsOf"/>.</summary>
    public required long AsOf { get; init; }
}

/// <summary>Conversations by the time of their latest message (<see cref="HistoryKinds.Messages"/>), the earliest first.</summary>
public sealed record HistoryTargets(ImmutableArray<HistoryTarget> Items)
{
    /// <summary>None.</summary>
    public static HistoryTargets Empty { get; } = new([]);
}

/// <summary>A channel, or somebody told something by or telling something to who asked.</summary>
/// <param name="Channel">The channel; null for a person.</param>
/// <param name="Nick">The person's nick as it was; null for a channel.</param>
/// <param name="Latest">When the latest message came.</param>
public sealed record HistoryTarget(ChannelId? Channel, Nick? Nick, Timestamp Latest);
