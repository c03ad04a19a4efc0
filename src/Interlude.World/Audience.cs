using System.Collections.Immutable;

namespace Interlude.World;

/// <summary>Why a user hears of an event.</summary>
public enum Reason
{
    /// <summary>It is what the user did.</summary>
    Self,

    /// <summary>It was done to the user.</summary>
    Target,

    /// <summary>It happened on a channel that the user is on.</summary>
    Member,

    /// <summary>It happened to somebody with whom the user shares a channel.</summary>
    Peer,

    /// <summary>It happened to somebody whom the user watches, and with whom it shares no channel.</summary>
    Watcher,

    /// <summary>The user is a server operator, or wants to hear what they announce.</summary>
    Operator,
}

/// <summary>The users an event is for, and the devices that watch; each once, in an order that is the same on every machine. Immutable.</summary>
public sealed class Audience
{
    private readonly Reason _common;
    private readonly UserId _self;
    private readonly UserId _target;

    /// <param name="users">Whom it is for, those named by the other parameters among them.</param>
    /// <param name="common">The reason of all who are neither <paramref name="self"/> nor <paramref name="target"/>.</param>
    /// <param name="self">Who did it.</param>
    /// <param name="target">To whom it was done.</param>
    public Audience(ImmutableArray<UserId> users, Reason common, UserId self = default, UserId target = default)
    {
        Users = users;
        (_common, _self, _target) = (common, self, target);
    }

    /// <summary>For nobody but the session that an event names, which may belong to no user.</summary>
    public static Audience Nobody { get; } = new([], Reason.Self);

    /// <summary>Whom the event is for, and who knows why by <see cref="ReasonFor"/>.</summary>
    public ImmutableArray<UserId> Users { get; }

    /// <summary>Which devices hear of it besides, for <see cref="Reason.Watcher"/>: none of <see cref="Users"/> among them.</summary>
    public ImmutableArray<SessionId> Watchers { get; init; } = [];

    /// <summary>Why <paramref name="user"/>, who is in <see cref="Users"/>, hears of it.</summary>
    public Reason ReasonFor(UserId user) => user == _self ? Reason.Self : user == _target ? Reason.Target : _common;
}
