namespace Interlude.Server.Dialects.Irc;

/// <summary>
/// Whether a client is still there: it must register in time, and answer a PING after a silence. Any line is a sign of
/// life.
/// </summary>
internal sealed class Liveness(IrcClient client)
{
    private long? _lineAtPing;   // the number of its last line when it was sent a PING that it has not answered

    /// <summary>Why the client was given up.</summary>
    public string Reason { get; private set; } = "Ping timeout";

    /// <summary>It has connected, or registered.</summary>
    public void Begin()
    {
        if (client.IsRegistered)
        {
            client.Remind(client.Limits.PingSeconds * 1000L);
        }
        else
        {
            client.Remind(client.Limits.RegistrationSeconds * 1000L);
        }
    }

    public void OnAlarm()
    {
        if (client.IsPaused)
        {
            client.Remind(1000);   // it cannot be heard while its lines wait for us
        }
        else if (!client.IsRegistered)
        {
            GiveUp($"Registration timed out: {client.Limits.RegistrationSeconds} seconds");
        }
        else if (_lineAtPing == client.Line)
        {
            GiveUp($"Ping timeout: {client.Limits.PingSeconds + client.Limits.PongSeconds} seconds");
        }
        else
        {
            Ping(client.Elapsed - client.HeardAt);
        }
    }

    private void Ping(long silence)
    {
        var (patience, most) = (client.Limits.PingSeconds * 1000L, client.Limits.PongSeconds * 1000L);
        _lineAtPing = null;
        if (silence < patience)
        {
            client.Remind(patience - silence);
            return;
        }

        _lineAtPing = client.Line;   // not the time: an answer may come in the same millisecond
        client.SendNow(client.Tagged(IrcLine.Of($"PING :{client.ServerName}")));
        client.Remind(most);
    }

    private void GiveUp(string reason)
    {
        Reason = reason;
        client.Drop(Ending.TimedOut);
    }
}
