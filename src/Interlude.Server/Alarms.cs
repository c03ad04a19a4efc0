namespace Interlude.Server;

/// <summary>
/// The moments at which clients want to be reminded of something: each has one at most, local to the node and never journaled.
/// And the world's: when that comes, the log is told.
/// </summary>
internal sealed class Alarms(ChatServer server)
{
    private readonly PriorityQueue<ClientId, (long Due, long Order)> _due = new();
    private const long LongestMilliseconds = 24 * 3_600_000;   // no timer of a host need wait for longer
    private const long PatienceMilliseconds = 60_000;          // for what was asked of the log to come back

    private long _lastOrder;
    private long _askedAt = long.MinValue / 2;

    /// <summary>When the next one may be due, in the milliseconds of <see cref="Moment.Elapsed"/>.</summary>
    public long? Deadline
    {
        get
        {
            long? next = _due.TryPeek(out _, out var due) ? due.Due : null;
            var ofWorld = DeadlineOfWorld(server.Now);
            return next is null || ofWorld < next ? ofWorld : next;
        }
    }

    /// <summary>Reminds the client then, and not at the time it had wished for before.</summary>
    public void Set(Client client, long due)
    {
        client.Alarm = due;
        _due.Enqueue(client.Id, (due, ++_lastOrder));
    }

    public void Tick(Moment now)
    {
        if (server.World.Deadline is not null && DeadlineOfWorld(now) <= now.Elapsed)
        {
            AskIfDue(now);
        }

        while (_due.TryPeek(out var id, out var due) && due.Due <= now.Elapsed)
        {
            _due.Dequeue();
            if (server.Find(id) is { } client && client.Alarm == due.Due)
            {
                client.Alarm = null;
                server.Guard(client, "an alarm", client => client.OnAlarm(now));
            }
        }
    }

    private long? DeadlineOfWorld(Moment now) => server.World.Deadline is { } due
        ? Math.Max(
            now.Elapsed + Math.Min(due.Milliseconds - now.Wall.Milliseconds, LongestMilliseconds),
            _askedAt + PatienceMilliseconds)
        : null;

    private void AskIfDue(Moment now)
    {
        if (server.World.Deadline!.Value.Milliseconds <= now.Wall.Milliseconds)
        {
            _askedAt = now.Elapsed;
            server.WishAsNode(new World.Command.Advanced());
        }
    }
}
