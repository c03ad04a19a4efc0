using System.Collections.Immutable;

namespace Interlude.World.State;

/// <summary>What one user tells another, beyond the words: for whom each message is, and where it is kept. Made of their names, and so the same until one
/// of these changes: who talks to somebody goes on to. No part of the state.</summary>
internal sealed class Talk
{
    private readonly Identity _from;
    private readonly Identity _to;

    private Talk(User from, User to, Audience hearers, ImmutableArray<Conversation> kept)
    {
        (_from, _to) = (from.Identity, to.Identity);
        (Hearers, Kept) = (hearers, kept);
    }

    public Audience Hearers { get; }

    /// <summary>Each side keeps its own.</summary>
    public ImmutableArray<Conversation> Kept { get; }

    public static Talk Of(User from, User to)
    {
        var own = new Conversation.Private(Keeper.Of(from.Identity), to.Nick.Key);
        return from == to
            ? new(from, to, new([from.Id], Reason.Target, from.Id), [own])
            : new(from, to, new([from.Id, to.Id], Reason.Target, from.Id), [own, new Conversation.Private(Keeper.Of(to.Identity), from.Nick.Key)]);
    }

    /// <summary>Whether it is between these, as they are called now.</summary>
    public bool Is(User from, User to) => ReferenceEquals(_from, from.Identity) && ReferenceEquals(_to, to.Identity);
}
