using Interlude.World.State;

namespace Interlude.World;

// Queries are not commands: they read, and see what the viewer may see.
public sealed partial class ChatWorld
{
    /// <summary>The world as one user may see it. To be read before the next entry is applied, and not kept.</summary>
    /// <param name="viewer">Who looks.</param>
    public WorldView SeenBy(UserId viewer) =>
        new(this, new Viewer(viewer, _users.GetValueOrDefault(viewer)?.Operator?.Powers ?? OperatorPowers.None, SeesAll: false));

    /// <summary>The world as one device of a user may see it: what another of its devices may see as a server operator's is not its own.</summary>
    /// <param name="viewer">Who looks; a session that is no user's sees what everybody sees.</param>
    public WorldView SeenOn(SessionId viewer) => _sessions.TryGetValue(viewer, out var session)
        ? new(this, new Viewer(session.User.Id, session.Operator?.Powers ?? OperatorPowers.None, SeesAll: false))
        : new(this, default);

    /// <summary>The world as it is, secrets and all: for the server's own duties and for tests, never for what people read.</summary>
    public WorldView SeenWhole() => new(this, new Viewer(default, OperatorPowers.None, SeesAll: true));

    internal User? FindForView(UserId id) => _users.GetValueOrDefault(id);

    internal User? FindForView(Nick nick) => Find(nick);

    internal Channel? FindForView(ChannelName name) => Find(name);

    internal Session? FindForView(SessionId id) => _sessions.GetValueOrDefault(id);

    internal Account? FindForView(AccountId id) => Find(id);

    internal Account? OwnerForView(Nick nick) => OwnerOf(nick);

    internal Account? OwnerForView(string fingerprint) => _accountsByFingerprint.GetValueOrDefault(fingerprint);

    internal IReadOnlyCollection<Account> AccountsForView => _accounts.Values;

    internal IReadOnlyCollection<Channel> ChannelsForView => _channels.Values;

    internal IReadOnlyCollection<User> UsersForView => _users.Values;

    internal IEnumerable<PastUser> PastUsersForView => _pastUsers;

    internal WorldCounts CountsForView(Viewer viewer)
    {
        var user = _users.GetValueOrDefault(viewer.Id);
        IEnumerable<Channel> own = user?.Channels ?? [];
        IEnumerable<Channel> byAccount = user?.Account?.Channels.Values.Where(channel => channel.Find(user.Id) is null) ?? [];
        var known = own.Concat(byAccount).Count(channel => channel.Is(ChannelTraits.Secret));
        var hidden = viewer.SeesAll ? 0 : _secretChannels - known;
        return new WorldCounts(_users.Count, _invisibleUsers, _operators, _channels.Count - hidden, _mostUsers);
    }
}
