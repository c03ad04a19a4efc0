using Interlude.World.State;

namespace Interlude.World;

/// <summary>
/// What one user may see of the world, asked for between two entries. Every dialect asks here, so none can tell more
/// than another: not of secret channels, hidden members or addresses.
/// </summary>
public readonly struct WorldView
{
    private readonly ChatWorld _world;
    private readonly Viewer _viewer;

    internal WorldView(ChatWorld world, Viewer viewer) => (_world, _viewer) = (world, viewer);

    /// <summary>The viewer itself; null when it has left.</summary>
    public UserView? Viewer => View(_world.FindForView(_viewer.Id));

    /// <summary>How many there are: no users are left out, for no names are told; channels are where the viewer may not know of them.</summary>
    public WorldCounts Counts => _world.CountsForView(_viewer);

    /// <summary>The limits and policies in force.</summary>
    public WorldPolicy Policy => _world.Policy;

    /// <summary>What the viewer may do as a server operator, on the device on which it looks.</summary>
    public OperatorPowers Powers => _viewer.Powers;

    /// <summary>The user of that nick, if there is one: an exact name finds the invisible, too.</summary>
    public UserView? Find(Nick nick) => View(_world.FindForView(nick));

    /// <summary>The user of that id, if it is still here: for who has found it before.</summary>
    public UserView? Find(UserId user) => View(_world.FindForView(user));

    /// <summary>The channel of that name, if there is one of which the viewer may know.</summary>
    public ChannelView? Find(ChannelName name) => View(_world.FindForView(name));

    /// <summary>All channels of which the viewer may know, in the ordinal order of their folded names.</summary>
    public IReadOnlyList<ChannelView> Channels()
    {
        var view = this;
        return
        [
            .. _world.ChannelsForView.Where(view.IsKnown).OrderBy(channel => channel.Name.Key, StringComparer.Ordinal)
                .Select(channel => new ChannelView(view._world, channel, view._viewer)),
        ];
    }

    /// <summary>All users whom the viewer may find by a pattern, in order of registering.</summary>
    public IReadOnlyList<UserView> Users()
    {
        var view = this;
        return
        [
            .. _world.UsersForView.Where(view.IsFindable).OrderBy(user => user.Id.Sequence)
                .Select(user => new UserView(user, view._viewer)),
        ];
    }

    /// <summary>Those who had that nick once, the latest first.</summary>
    public IReadOnlyList<PastUser> PastUsers(Nick nick) =>
        [.. _world.PastUsersForView.Where(past => string.Equals(past.Identity.Nick.Key, nick.Key, StringComparison.Ordinal)).Reverse()];

    /// <summary>The nicks that a session watches, in the order in which they were put on its list.</summary>
    public IReadOnlyList<Nick> Watched(SessionId session) => _world.FindForView(session)?.Watched ?? [];

    /// <summary>The away message of one session; empty: it is not away.</summary>
    public Text AwayOf(SessionId session) => _world.FindForView(session)?.Away ?? Text.Empty;

    /// <summary>Up to which moment the viewer has read something; null: it has not said.</summary>
    public Timestamp? ReadMarkerOf(ReadTarget target) =>
        _world.FindForView(_viewer.Id) is { } user ? ChatWorld.ReadMarkersOf(user)?.Find(target) : null;

    /// <summary>Whose private conversations the viewer may read; none when it has left.</summary>
    public IReadOnlyList<Keeper> Keepers => _world.FindForView(_viewer.Id) is { } user ? ChatWorld.KeepersOf(user) : [];

    /// <summary>What the viewer may read of what it and whoever had that nick told each other.</summary>
    public IReadOnlyList<HistoryPart> HistoryWith(Nick nick) =>
        [.. Keepers.Select(keeper => new HistoryPart(new Conversation.Private(keeper, nick.Key), From: 0))];

    /// <summary>The account of that name, or of which that nick is one; null: there is none.</summary>
    public AccountView? FindAccount(Nick nick) => View(_world.OwnerForView(nick));

    /// <summary>The account of that id, if it is still there.</summary>
    public AccountView? Find(AccountId account) => View(_world.FindForView(account));

    /// <summary>The account that a client certificate opens: only for the server's own duties.</summary>
    /// <param name="fingerprint">SHA-256 in lower-case hexadecimal digits.</param>
    public AccountView? FindAccount(string fingerprint) => _viewer.SeesAll ? View(_world.OwnerForView(fingerprint)) : null;

    /// <summary>All accounts, in order of creation: only for the server's own duties.</summary>
    public IReadOnlyList<AccountView> Accounts()
    {
        var view = this;
        return _viewer.SeesAll ? [.. _world.AccountsForView.OrderBy(account => account.Id.Sequence).Select(account => view.View(account)!)] : [];
    }

    private AccountView? View(Account? account) => account is null ? null
        : new AccountView(
            account,
            (_world.FindForView(_viewer.Id) is { } viewer && viewer.Account == account) || _viewer.KeepsAccounts,
            _viewer.SeesAll);

    private UserView? View(User? user) => user is null ? null : new UserView(user, _viewer);

    private ChannelView? View(Channel? channel) =>
        channel is not null && IsKnown(channel) ? new ChannelView(_world, channel, _viewer) : null;

    private bool IsKnown(Channel channel) => _viewer.SeesAll || ChatWorld.IsKnownTo(channel, _world.FindForView(_viewer.Id));

    private bool IsFindable(User user)
    {
        if (_viewer.SeesAll || user.Id == _viewer.Id || !user.Has(UserModes.Invisible))
        {
            return true;
        }

        foreach (var channel in user.Channels)
        {
            if (channel.Find(_viewer.Id) is not null && channel.Shows(channel.Find(user.Id)!, _viewer.Id))
            {
                return true;
            }
        }

        return false;
    }
}
