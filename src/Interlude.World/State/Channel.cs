using System.Collections.Immutable;

namespace Interlude.World.State;

/// <summary>A channel: it exists while it has members.</summary>
internal sealed class Channel(ChannelName name, long createdAt)
{
    private readonly Dictionary<UserId, Member> _byUser = [];
    private ImmutableArray<UserId>? _userIds;

    public ChannelName Name { get; } = name;

    /// <summary>The sequence number of the entry that created it: a later channel of the same name is another one.</summary>
    public long CreatedAt { get; } = createdAt;

    public Text Topic { get; set; } = Text.Empty;

    public bool IsTopicLocked { get; set; }

    /// <summary>In order of joining.</summary>
    public List<Member> Members { get; } = [];

    /// <summary>The members in order of joining, shared by all events until somebody joins or leaves.</summary>
    public ImmutableArray<UserId> UserIds => _userIds ??= [.. Members.Select(member => member.User.Id)];

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
}

/// <summary>A user's place on a channel.</summary>
internal sealed class Member(User user, bool isOperator)
{
    public User User { get; } = user;

    public bool IsOperator { get; set; } = isOperator;
}
