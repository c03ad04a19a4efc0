using Interlude.World.State;

namespace Interlude.World;

/// <summary>A channel as seen by a user. Reads the world: valid until the next entry is applied.</summary>
public sealed class ChannelView
{
    private readonly ChatWorld _world;
    private readonly Channel _channel;
    private readonly Viewer _viewer;

    internal ChannelView(ChatWorld world, Channel channel, Viewer viewer) => (_world, _channel, _viewer) = (world, channel, viewer);

    /// <summary>Its name, as its creator wrote it.</summary>
    public ChannelName Name => _channel.Name;

    /// <summary>When it was opened.</summary>
    public Timestamp CreatedAt => _channel.CreatedOn;

    /// <summary>Its topic; empty: none.</summary>
    public Text Topic => _channel.Topic.Text;

    /// <summary>The source of who set the topic; empty if there is none.</summary>
    public Text TopicBy => _channel.Topic.By;

    /// <summary>When the topic was set.</summary>
    public Timestamp TopicAt => _channel.Topic.At;

    /// <summary>What it is like.</summary>
    public ChannelTraits Traits => _channel.Traits;

    /// <summary>Whether only operators may change the topic.</summary>
    public bool IsTopicLocked => _channel.Is(ChannelTraits.TopicLocked);

    /// <summary>Whether joining needs a key.</summary>
    public bool HasKey => _channel.Key.Length > 0;

    /// <summary>Most members that its operators want; 0: they have set none.</summary>
    public int Limit => _channel.Limit;

    /// <summary>Where those are sent who cannot join, for members, who were told; else null.</summary>
    public ChannelName? Forward => HasViewer ? _channel.Forward : null;

    /// <summary>Whose it is; null: nobody's, and it ends with its last member.</summary>
    public RegistrationView? Registration => _channel.Registration is { } registration
        ? new RegistrationView(_world, registration, _world.FindForView(_viewer.Id)?.Account, _viewer)
        : null;

    /// <summary>How many members it has.</summary>
    public int Count => _channel.Members.Count;

    /// <summary>Whether the viewer is a member.</summary>
    public bool HasViewer => _viewer.SeesAll || _channel.Find(_viewer.Id) is not null;

    /// <summary>The members that the viewer may see, in order of joining: to others than members, the invisible are not shown.</summary>
    public IEnumerable<MemberView> Members
    {
        get
        {
            foreach (var member in _channel.Members)
            {
                if (_viewer.SeesAll || _channel.IsSeenOn(member, _viewer.Id))
                {
                    yield return ViewOf(member);
                }
            }
        }
    }

    /// <summary>A member whom the viewer may see; null: there is none.</summary>
    public MemberView? Find(UserId user) =>
        _channel.Find(user) is { } member && (_viewer.SeesAll || _channel.IsSeenOn(member, _viewer.Id)) ? ViewOf(member) : null;

    /// <summary>One of the lists of masks, in the order in which they were set.</summary>
    public IReadOnlyList<MaskView> MasksOf(MaskList list) =>
        [.. _channel.MasksOf(list).Select(entry => new MaskView(entry.Mask, entry.By, entry.At))];

    /// <summary>Whether the user is a member whom the viewer may see there.</summary>
    public bool Has(UserId user) => _channel.Find(user) is { } member && (_viewer.SeesAll || _channel.IsSeenOn(member, _viewer.Id));

    /// <summary>What a member is; none, too, for who is none.</summary>
    public Ranks RanksOf(UserId user) => _channel.Find(user)?.Ranks ?? Ranks.None;

    /// <summary>Which channel it is, whatever it is called.</summary>
    public ChannelId Id => new(_channel.CreatedAt);

    /// <summary>What the viewer may read of its history: as a member, all since it joined that it could see; else nothing.</summary>
    public IReadOnlyList<HistoryPart> History => _channel.Find(_viewer.Id) is { } member ? ChatWorld.HistoryOf(_channel, member) : [];

    private MemberView ViewOf(Member member) =>
        new(member.User.Identity, member.Ranks, member.User.Away, new UserView(member.User, _viewer));
}

/// <summary>A member of a channel as seen by another.</summary>
/// <param name="Identity">Id and names.</param>
/// <param name="Ranks">What it is on the channel.</param>
/// <param name="Away">The away message; empty: not away.</param>
/// <param name="User">All that may be seen of it.</param>
public readonly record struct MemberView(Identity Identity, Ranks Ranks, Text Away, UserView User)
{
    /// <summary>Whether it operates the channel.</summary>
    public bool IsOperator => Ranks.Operate();
}

/// <summary>A mask in a channel's list.</summary>
/// <param name="Mask">The mask.</param>
/// <param name="By">The source of who set it.</param>
/// <param name="At">When.</param>
public readonly record struct MaskView(ChannelMask Mask, Text By, Timestamp At);
