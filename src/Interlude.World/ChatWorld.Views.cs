namespace Interlude.World;

// Queries are not commands: they read, and see what the viewer may see.
public sealed partial class ChatWorld
{
    /// <summary>The world as one user may see it. To be read before the next entry is applied, and not kept.</summary>
    /// <param name="viewer">Who looks.</param>
    public WorldView SeenBy(UserId viewer) => new(this, viewer);

    internal State.User? FindForView(UserId id) => _users.GetValueOrDefault(id);

    internal State.User? FindForView(Nick nick) => Find(nick);

    internal State.Channel? FindForView(ChannelName name) => Find(name);

    internal IEnumerable<State.Channel> ChannelsForView => _channels.Values;
}
