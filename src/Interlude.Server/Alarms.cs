namespace Interlude.Server;

/// <summary>The moments at which clients want to be reminded of something: each has one at most. Local to the node, never journaled.</summary>
internal sealed class Alarms(ChatServer server)
{
    private readonly PriorityQueue<ClientId, (long Due, long Order)> _due = new();
    private long _lastOrder;

    /// <summary>When the next one may be due, in the milliseconds of <see cref="Moment.Elapsed"/>.</summary>
    public long? Deadline => _due.TryPeek(out _, out var due) ? due.Due : null;

    /// <summary>Reminds the client then, and not at the time it had wished for before.</summary>
    public void Set(Client client, long due)
    {
        client.Alarm = due;
        _due.Enqueue(client.Id, (due, ++_lastOrder));
    }

    public void Tick(Moment now)
    {
        while (_due.TryPeek(out var id, out var due) && due.Due <= now.Elapsed)
        {
            _due.Dequeue();
            if (server.Find(id) is { } client && client.Alarm == due.Due)
            {
                client.Alarm = null;
                server.Guard(client, "an alarm", () => client.OnAlarm(now));
            }
        }
    }
}
