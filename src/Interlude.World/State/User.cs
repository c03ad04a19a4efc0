using System.Text;

namespace Interlude.World.State;

/// <summary>A user: its names, its devices, its channels.</summary>
internal sealed class User(Identity identity, SourceWord realHost, SourceWord cloak)
{
    private Identity _identity = identity;
    private Tuple<byte[], byte[]>? _folded;   // with what others see, and with its cloak on
    private List<Channel>? _invitations;      // most have none
    private Talk? _talk;                      // the last one; most have none

    /// <summary>Id and names, replaced as a whole when one of them changes, so that events share it.</summary>
    public Identity Identity
    {
        get => _identity;
        set => (_identity, _folded) = (value, null);
    }

    /// <summary>Where it comes from.</summary>
    public SourceWord RealHost { get; } = realHost;

    /// <summary>What stands for <see cref="RealHost"/> while it is <see cref="UserModes.Cloaked"/>.</summary>
    public SourceWord Cloak { get; } = cloak;

    public Text RealName { get; set; } = Text.Empty;

    /// <summary>Changed by <see cref="ChatWorld"/> alone, which counts the invisible.</summary>
    public UserModes Modes { get; set; }

    public Timestamp RegisteredAt { get; init; }

    public Timestamp SpokeAt { get; set; }

    /// <summary>In order of registering; empty only while an account's user stays without any.</summary>
    public List<Session> Sessions { get; } = new(1);   // most have no other

    /// <summary>Changed by <see cref="ChatWorld"/> alone, which lists it there; null: none.</summary>
    public Account? Account { get; set; }

    /// <summary>Since when it has no session; null: it has.</summary>
    public Timestamp? AloneSince { get; set; }

    /// <summary>The entry by which its last session ended, while it has none.</summary>
    public long AloneBehind { get; set; }

    /// <summary>What its last session said when it went, for <see cref="Away"/> while it has none.</summary>
    public Text AwayAlone { get; set; } = Text.Empty;

    /// <summary>In order of joining.</summary>
    public List<Channel> Channels { get; } = [];

    /// <summary>The channels that it has been invited to and not joined since, in order.</summary>
    public IReadOnlyList<Channel> Invitations => _invitations ?? (IReadOnlyList<Channel>)[];

    /// <summary>The same as <see cref="Account.ReadMarkers"/>, for as long as it has no account.</summary>
    public ReadMarkers? ReadMarkers { get; set; }

    public UserId Id => _identity.Id;

    public Nick Nick => _identity.Nick;

    /// <summary>The message of the device used last, if all devices are away, or what stands for it without any; else empty.</summary>
    public Text Away => Sessions.Count == 0 ? AwayAlone
        : Sessions.TrueForAll(session => session.Away.Length > 0) ? Sessions[^1].Away
        : Text.Empty;

    /// <summary>The standing as a server operator that one of its devices has; null: none.</summary>
    public OperatorStanding? Operator => Sessions.Find(session => session.Operator is not null)?.Operator;

    public bool IsSecure => Sessions.Count > 0 && Sessions.TrueForAll(session => session.IsSecure);

    public bool HasAccount => Account is not null;

    public bool Has(UserModes mode) => (Modes & mode) != 0;

    /// <summary>The talk with another user, or with itself.</summary>
    public Talk TalkWith(User other) => _talk is { } talk && talk.Is(this, other) ? talk : _talk = Talk.Of(this, other);

    public void AddInvitation(Channel channel) => (_invitations ??= []).Add(channel);

    /// <returns>Whether it was there.</returns>
    public bool RemoveInvitation(Channel channel)
    {
        var removed = _invitations?.Remove(channel) == true;
        if (_invitations is [])
        {
            _invitations = null;
        }

        return removed;
    }

    /// <summary>
    /// Whether the mask fits the user, by what others see of it or would see of it with its cloak on: who takes the cloak off
    /// and on again evades nothing. Not by where it comes from, which whoever sets masks could find out by trying.
    /// </summary>
    public bool Fits(ChannelMask mask)
    {
        if (mask.IsAccount)
        {
            return _identity.Account is { } account && mask.Matches(account.Name);
        }

        _folded ??= Fold();
        return mask.Matches(_folded.Item1) || mask.Matches(_folded.Item2);
    }

    /// <summary>Whether a folded pattern fits what others see of the user.</summary>
    public bool FitsVisibly(ReadOnlySpan<byte> foldedPattern) =>
        Mask.Matches(foldedPattern, (_folded ??= Fold()).Item1);

    private Tuple<byte[], byte[]> Fold() => Tuple.Create(FoldWith(_identity.Host), FoldWith(Cloak));

    private byte[] FoldWith(SourceWord host) =>
        Encoding.UTF8.GetBytes(ChannelMask.FoldOf(Nick.Key, _identity.UserName.Value, host.Value));
}

/// <summary>One device of a user.</summary>
internal sealed class Session(SessionId id, User user)
{
    private List<Nick>? _watched;   // most watch nobody

    public SessionId Id { get; } = id;

    /// <summary>Changed by <see cref="ChatWorld"/> alone, when somebody comes home to its account.</summary>
    public User User { get; set; } = user;

    /// <summary>Empty: not away.</summary>
    public Text Away { get; set; } = Text.Empty;

    public bool IsSecure { get; init; }

    /// <summary>Null: it is no server operator's. Changed by <see cref="ChatWorld"/> alone, which counts them.</summary>
    public OperatorStanding? Operator { get; set; }

    /// <summary>The nicks that it watches, in the order in which they were put there. At most <see cref="WorldPolicy.MaxWatched"/>.</summary>
    public IReadOnlyList<Nick> Watched => _watched ?? (IReadOnlyList<Nick>)[];

    /// <summary>The watched nick that is this one, however it was spelled; null: it is not watched.</summary>
    public Nick? FindWatched(Nick nick) => _watched?.Find(watched => string.Equals(watched.Key, nick.Key, StringComparison.Ordinal));

    public void AddWatched(Nick nick) => (_watched ??= []).Add(nick);

    /// <returns>Whether it was there.</returns>
    public bool RemoveWatched(Nick nick) => FindWatched(nick) is { } watched && _watched!.Remove(watched);

    public void ClearWatched() => _watched = null;
}

/// <summary>As what a session is a server operator's.</summary>
internal sealed record OperatorStanding(Text Name, Text Class, OperatorPowers Powers);
