namespace Interlude.Server.Dialects.Irc;

/// <summary>How often a client may do something costly: so many times in so many seconds. Who is exempt may as often as it likes.</summary>
/// <param name="limits">The limits, which a new configuration may change.</param>
internal sealed class RateLimit(Func<ServerLimits, (int Times, int Seconds)> limits)
{
    private long _since = long.MinValue;
    private int _times;

    public bool TryTake(IrcClient client)
    {
        var (most, seconds) = limits(client.Limits);
        if (_since == long.MinValue || client.Elapsed - _since >= seconds * 1000L)
        {
            (_since, _times) = (client.Elapsed, 0);
        }

        return client.Peer.IsExempt || ++_times <= most;
    }
}
