using Interlude.Server;

namespace Interlude.Simulation.Irc;

/// <summary>How long a client is waited for: to register, and to answer a PING. By the clock that only goes forward.</summary>
internal sealed class IrcPatience
{
    private readonly ServerLimits _limits;
    private readonly long _connectedAt;
    private long _heardAt;
    private long _pausedAt;   // last known to be paused: it cannot be heard then
    private long? _pingedAt;
    private long _registeredAt;
    private bool _isRegistered;

    public IrcPatience(ServerLimits limits, long connectedAt)
    {
        (_limits, _connectedAt) = (limits, connectedAt);
        (_heardAt, _pausedAt) = (connectedAt, connectedAt);
    }

    public void Heard(long elapsed) => _heardAt = elapsed;

    /// <summary>From here on, silence counts.</summary>
    public void Registered(long elapsed) => _registeredAt = elapsed;

    public void Pinged(long elapsed)
    {
        Hold.That(
            elapsed - _heardAt >= _limits.PingSeconds * 1000L, "Only who is silent for long is sent a PING.", () => $"after {elapsed - _heardAt} ms");
        _pingedAt = elapsed;
    }

    public void Closed(string words, bool isRegistered, long elapsed)
    {
        if (words.Contains("Registration timed out", StringComparison.Ordinal))
        {
            Hold.That(
                !isRegistered && elapsed - _connectedAt >= _limits.RegistrationSeconds * 1000L,
                "Who registers in time is not closed.",
                () => $"after {elapsed - _connectedAt} ms");
        }
        else if (words.Contains("Ping timeout", StringComparison.Ordinal))
        {
            Hold.That(
                _pingedAt is { } pingedAt && elapsed - pingedAt >= _limits.PongSeconds * 1000L && _heardAt <= pingedAt,
                "Who answers in time is not closed.",
                () => $"PING at {_pingedAt}, heard at {_heardAt}, closed at {elapsed}");
        }
    }

    /// <summary>The server has been told that time has gone on.</summary>
    public void Ticked(bool isPaused, bool isRegistered, long elapsed, long client)
    {
        if (isPaused || isRegistered != _isRegistered)
        {
            (_pausedAt, _isRegistered) = (elapsed, isRegistered);
            return;
        }

        // A client that was paused when its time was over is looked at again a second later.
        var since = elapsed - _pausedAt <= 1000 ? long.MaxValue : elapsed;
        var isOverdue = since != long.MaxValue && (isRegistered
            ? elapsed - Math.Max(_heardAt, _registeredAt) >= _limits.PingSeconds * 1000L
                && (_pingedAt is not { } pingedAt || pingedAt < _heardAt || elapsed - pingedAt >= _limits.PongSeconds * 1000L)
            : elapsed - _connectedAt >= _limits.RegistrationSeconds * 1000L);
        Hold.That(!isOverdue, "Nobody is waited for longer than the limits say.", () => $"client {client} at {elapsed}, heard at {_heardAt}, PING at {_pingedAt}");
    }
}
