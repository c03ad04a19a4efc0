using Interlude.World.State;

namespace Interlude.World;

/// <summary>
/// What one user may see of the world, asked for between two entries. Every dialect asks here, so none can tell more
/// than another. Until channels can be secret and users invisible, everybody sees everything.
/// </summary>
public readonly struct WorldView
{
    private readonly ChatWorld _world;
    private readonly UserId _viewer;

    internal WorldView(ChatWorld world, UserId viewer) => (_world, _viewer) = (world, viewer);

    /// <summary>The viewer itself; null when it has left.</summary>
    public UserView? Viewer => View(_world.FindForView(_viewer));

    /// <summary>The user of that nick, if there is one.</summary>
    public UserView? Find(Nick nick) => View(_world.FindForView(nick));

    /// <summary>The channel of that name, if there is one.</summary>
    public ChannelView? Find(ChannelName name) => View(_world.FindForView(name));

    /// <summary>All channels, in the ordinal order of their folded names.</summary>
    public IReadOnlyList<ChannelView> Channels() =>
        [.. _world.ChannelsForView.OrderBy(channel => channel.Name.Key, StringComparer.Ordinal).Select(View)!];

    private static UserView? View(User? user) => user is null
        ? null
        : new UserView(user.Identity, user.Away, [.. user.Channels.Select(channel => channel.Name)]);

    private static ChannelView? View(Channel? channel) => channel is null
        ? null
        : new ChannelView(channel);
}

/// <summary>A user as seen by another.</summary>
/// <param name="Identity">Id and nick.</param>
/// <param name="Away">The away message; empty: not away.</param>
/// <param name="Channels">In order of joining.</param>
public sealed record UserView(Identity Identity, Text Away, IReadOnlyList<ChannelName> Channels);

/// <summary>A member of a channel as seen by another.</summary>
/// <param name="Identity">Id and nick.</param>
/// <param name="IsOperator">Whether it operates the channel.</param>
/// <param name="Away">The away message; empty: not away.</param>
public readonly record struct MemberView(Identity Identity, bool IsOperator, Text Away);

/// <summary>A channel as seen by a user. Reads the world: valid until the next entry is applied.</summary>
public sealed class ChannelView
{
    private readonly Channel _channel;

    internal ChannelView(Channel channel) => _channel = channel;

    /// <summary>Its name, as its creator wrote it.</summary>
    public ChannelName Name => _channel.Name;

    /// <summary>Its topic; empty: none.</summary>
    public Text Topic => _channel.Topic;

    /// <summary>Whether only operators may change the topic.</summary>
    public bool IsTopicLocked => _channel.IsTopicLocked;

    /// <summary>How many members it has.</summary>
    public int Count => _channel.Members.Count;

    /// <summary>Its members, in order of joining.</summary>
    public IEnumerable<MemberView> Members => _channel.Members.Select(View);

    /// <summary>Whether the user is a member.</summary>
    public bool Has(UserId user) => _channel.Find(user) is not null;

    private static MemberView View(Member member) => new(member.User.Identity, member.IsOperator, member.User.Away);
}
