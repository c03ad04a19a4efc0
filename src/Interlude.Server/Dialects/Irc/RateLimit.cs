namespace Interlude.Server.Dialects.Irc;

/// <summary>How often a client may do something costly: so many times in so many seconds. Who is exempt may as often as it likes.</summary>
/// <param name="limits">The limits, which a new configuration may change.</param>
internal sealed class RateLimit(Func<ServerLimits, (int Times, int Seconds)> limits)
{
    private long _since = long.MinValue;
    private int _times;

    /// <summary>Whether it may do it once more; then it is counted.</summary>
    public bool TryTake(IrcClient client)
    {
        var hasRoom = HasRoom(client);
        Count(client);
        return hasRoom;
    }

    /// <summary>Whether it may do it once more.</summary>
    public bool HasRoom(IrcClient client)
    {
        var (most, seconds) = limits(client.Limits);
        if (_since == long.MinValue || client.Elapsed - _since >= seconds * 1000L)
        {
            (_since, _times) = (client.Elapsed, 0);
        }

        return client.Peer.IsExempt || _times < most;
    }

    /// <summary>It has done it.</summary>
    public void Count(IrcClient client) => _times = client.Peer.IsExempt ? 0 : _times + 1;
}

/// <summary>How often one client may do each costly thing.</summary>
internal sealed class RateLimits
{
    /// <summary>How often it may change its nick.</summary>
    public RateLimit NickChanges { get; } = new(limits => (limits.NickChanges, limits.NickChangeSeconds));

    /// <summary>How often it may rename a channel, of which its members are told all names anew.</summary>
    public RateLimit Renames { get; } = new(limits => (limits.NickChanges, limits.NickChangeSeconds));

    /// <summary>How often it may join a channel.</summary>
    public RateLimit Joins { get; } = new(limits => (limits.Joins, limits.JoinSeconds));

    /// <summary>How often it may give a wrong password to OPER.</summary>
    public RateLimit WrongPasswords { get; } = new(limits => (limits.WrongPasswords, limits.WrongPasswordSeconds));
}
