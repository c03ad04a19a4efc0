namespace Interlude.World.State;

/// <summary>A user: its nick, its devices, its channels.</summary>
internal sealed class User(Identity identity)
{
    /// <summary>Id and nick, replaced as a whole when the nick changes, so that events share it.</summary>
    public Identity Identity { get; set; } = identity;

    /// <summary>In order of registering; never empty.</summary>
    public List<Session> Sessions { get; } = [];

    /// <summary>In order of joining.</summary>
    public List<Channel> Channels { get; } = [];

    public UserId Id => Identity.Id;

    public Nick Nick => Identity.Nick;

    /// <summary>The message of the device used last, if all devices are away; else empty.</summary>
    public Text Away => Sessions.TrueForAll(session => session.Away.Length > 0) ? Sessions[^1].Away : Text.Empty;
}

/// <summary>One device of a user.</summary>
internal sealed class Session(SessionId id, User user)
{
    public SessionId Id { get; } = id;

    public User User { get; } = user;

    /// <summary>Empty: not away.</summary>
    public Text Away { get; set; } = Text.Empty;
}
