using Interlude.Simulation.Talk;
using Interlude.World;

namespace Interlude.Simulation.Reference;

/// <summary>What kind of thing has happened.</summary>
internal enum What
{
    Registered,
    Attached,
    Moved,
    Ended,
    Quit,
    Joined,
    Parted,
    Said,
    Told,
    TopicSet,
    ModesSet,
    Renamed,
    AwaySet,
    Invited,
    Kicked,
    RealNameSet,
    UserModesSet,
    HostSet,
    AccountSet,
    AccountChanged,
    LoggedIn,
    ReadMarked,
    Knocked,
    ChannelRenamed,
    Watching,
    Online,
    Offline,
    Refused,
}

/// <summary>Something that an entry has brought about, with all that is needed to word it.</summary>
/// <param name="What">Its kind.</param>
/// <param name="For">Who must hear of it; nobody else may.</param>
internal sealed record Happening(What What, IReadOnlyList<ReferenceUser> For)
{
    public SessionId Session { get; init; }

    public ReferenceUser? Actor { get; init; }

    public ReferenceUser? Target { get; init; }

    /// <summary>Names as they were then.</summary>
    public string ActorNick { get; init; } = string.Empty;

    public string ActorSource { get; init; } = string.Empty;

    /// <summary>The account of who did it, as it was then; <c>*</c>: none.</summary>
    public string ActorAccount { get; init; } = "*";

    public string TargetNick { get; init; } = string.Empty;

    public ReferenceChannel? Channel { get; init; }

    /// <summary>What the channel was called then.</summary>
    public string ChannelName { get; init; } = string.Empty;

    public string Text { get; init; } = string.Empty;

    public string Away { get; init; } = string.Empty;

    /// <summary>Of who comes home: the channels that it has left.</summary>
    public IReadOnlyList<string> Left { get; init; } = [];

    /// <summary>Of who comes back: nobody of it was there.</summary>
    public bool WasAlone { get; init; }

    public Ranks Ranks { get; init; }

    public Speech? Speech { get; init; }

    /// <summary>Changes of modes, those that were made.</summary>
    public IReadOnlyList<ModeChange> Changes { get; init; } = [];

    /// <summary>Who leaves does so of its own will.</summary>
    public bool IsOwnWish { get; init; }

    /// <summary>The channel that one had asked for who was sent to this one.</summary>
    public string? SentFrom { get; init; }

    /// <summary>Who hears of it only because of watching the actor.</summary>
    public IReadOnlyList<ReferenceSession> Watchers { get; init; } = [];

    /// <summary>Of a refusal, the sentence without its names and numbers.</summary>
    public string Kind => string.Join(' ', Refusal.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Where(word => word.All(letter => char.IsAsciiLetter(letter) || letter == '*') && Spellings.NickKey(word) < 0).Take(6));

    /// <summary>The sentence of a refusal.</summary>
    public string Refusal { get; init; } = string.Empty;
}
