using System.Collections.Immutable;

namespace Interlude.World.State;

/// <summary>A channel: it exists while it has members, or is registered.</summary>
internal sealed class Channel(ChannelName name, long createdAt)
{
    private readonly Dictionary<UserId, Member> _byUser = [];
    private ImmutableArray<UserId>? _userIds;

    public ChannelName Name { get; set; } = name;

    /// <summary>The sequence number of the entry that created it: a later channel of the same name is another one.</summary>
    public long CreatedAt { get; } = createdAt;

    public Timestamp CreatedOn { get; init; }

    /// <summary>What all members see is kept here.</summary>
    public ImmutableArray<Conversation> Kept { get; } = [new Conversation.OfChannel(new ChannelId(createdAt))];

    /// <summary>Null: it is nobody's, and ends with its last member.</summary>
    public ChannelRegistration? Registration { get; set; }

    public Topic Topic { get; set; } = Topic.None;

    public ChannelTraits Traits { get; set; }

    /// <summary>Empty: joining needs none.</summary>
    public Text Key { get; set; } = Text.Empty;

    /// <summary>Most members; 0: as many as the policy lets in.</summary>
    public int Limit { get; set; }

    /// <summary>Where those are sent who cannot join; null: nowhere.</summary>
    public ChannelName? Forward { get; set; }

    /// <summary>By <see cref="MaskList"/>, each in the order in which they were set.</summary>
    public ImmutableArray<List<MaskEntry>> Masks { get; } = [[], [], []];

    /// <summary>In order of joining.</summary>
    public List<Member> Members { get; } = [];

    /// <summary>Those invited who have not come since: each has the channel among its invitations.</summary>
    public List<User> Invited { get; } = [];

    /// <summary>Who knocked lately, in order.</summary>
    public List<(UserId User, Timestamp At)> Knocks { get; } = [];

    /// <summary>The members in order of joining, shared by all events until somebody joins or leaves.</summary>
    public ImmutableArray<UserId> UserIds => _userIds ??= [.. Members.Select(member => member.User.Id)];

    /// <summary>The rank that an account has when it joins; none, too, if the channel is nobody's.</summary>
    public Ranks RankOf(Account? account) => Registration?.RankOf(account) ?? Ranks.None;

    public bool Is(ChannelTraits trait) => (Traits & trait) != 0;

    public List<MaskEntry> MasksOf(MaskList list) => Masks[(int)list];

    public Member? Find(UserId user) => _byUser.GetValueOrDefault(user);

    public void Add(Member member)
    {
        Members.Add(member);
        _byUser.Add(member.User.Id, member);
        _userIds = null;
    }

    public void Remove(User user)
    {
        if (!_byUser.Remove(user.Id, out var member))
        {
            throw new InvalidOperationException("A channel was asked to forget somebody who is not its member.");
        }

        Members.Remove(member);
        _userIds = null;
    }

    /// <summary>Whether the user is banned and not excepted; if it wants to speak, mutes count too.</summary>
    public bool Bans(User user, bool fromSpeaking) =>
        Lists(user, MaskList.Bans, isMute: false) && !Lists(user, MaskList.Exceptions, isMute: false)
        || fromSpeaking && Lists(user, MaskList.Bans, isMute: true)
            && !Lists(user, MaskList.Exceptions, isMute: true) && !Lists(user, MaskList.Exceptions, isMute: false);

    public bool Lists(User user, MaskList list, bool isMute)
    {
        foreach (var entry in MasksOf(list))
        {
            if (entry.Mask.IsMute == isMute && user.Fits(entry.Mask))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a member sees another one: in an auditorium, who has no rank sees those who have one, and itself.</summary>
    public bool Shows(Member seen, UserId viewer) =>
        !Is(ChannelTraits.Auditorium) || seen.Ranks != Ranks.None || seen.User.Id == viewer
        || Find(viewer) is { } member && member.Ranks.AreAtLeast(Ranks.HalfOperator);

    /// <summary>Whether anybody may know of a member: who is not on the channel sees nobody on a secret one, and nobody invisible.</summary>
    public bool IsSeenOn(Member seen, UserId viewer) => Shows(seen, viewer)
        && (Find(viewer) is not null || !(Is(ChannelTraits.Secret) || seen.User.Has(UserModes.Invisible)));
}

/// <summary>A user's place on a channel.</summary>
/// <param name="user">The user.</param>
/// <param name="joinedAt">The sequence number of the entry by which it came: history reaches back to it.</param>
internal sealed class Member(User user, long joinedAt)
{
    private long[] _since = [];   // by rank, from low to high: what is above the highest one held means nothing

    public User User { get; } = user;

    public long JoinedAt { get; } = joinedAt;

    public Ranks Ranks { get; private set; }

    /// <summary>The entry since which it has had a rank or a higher one without a break; null: it has none.</summary>
    /// <param name="least">One rank.</param>
    public long? Since(Ranks least) => Ranks.AreAtLeast(least) ? _since[LevelOf(least)] : null;

    /// <param name="ranks">All that it has from here on.</param>
    /// <param name="sequence">The entry that gives or takes them.</param>
    public void SetRanks(Ranks ranks, long sequence)
    {
        for (var level = LevelOf(Ranks) + 1; level <= LevelOf(ranks); level++)
        {
            SetSince(level, sequence);
        }

        Ranks = ranks;
    }

    /// <summary>Sets what a snapshot says.</summary>
    public void SetRanks(Ranks ranks, ReadOnlySpan<long> since) => (Ranks, _since) = (ranks, since.ToArray());

    /// <summary>By rank, from low to high, up to the highest one held.</summary>
    public ReadOnlySpan<long> AllSince => _since.AsSpan(0, LevelOf(Ranks) + 1);

    private static int LevelOf(Ranks ranks) => ranks == Ranks.None ? -1 : System.Numerics.BitOperations.Log2((uint)ranks);

    private void SetSince(int level, long sequence)
    {
        if (level >= _since.Length)
        {
            Array.Resize(ref _since, level + 1);
        }

        _since[level] = sequence;
    }
}

/// <summary>What a channel is about.</summary>
/// <param name="Text">Empty: nothing that anybody has said.</param>
/// <param name="By">The source of who set it.</param>
/// <param name="At">When.</param>
internal sealed record Topic(Text Text, Text By, Timestamp At)
{
    public static Topic None { get; } = new(Text.Empty, Text.Empty, default);
}

/// <summary>A mask in a channel's list.</summary>
/// <param name="Mask">The mask.</param>
/// <param name="By">The source of who set it.</param>
/// <param name="At">When.</param>
internal sealed record MaskEntry(ChannelMask Mask, Text By, Timestamp At);
