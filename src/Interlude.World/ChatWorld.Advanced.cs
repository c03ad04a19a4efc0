namespace Interlude.World;

public sealed partial class ChatWorld
{
    private const long MillisecondsPerHour = 3_600_000;

    private readonly SortedSet<(long Since, long User)> _alone = [];

    /// <summary>When the world wants <see cref="Command.Advanced"/>: no user stays without a session for longer; null: nothing is due.</summary>
    public Timestamp? Deadline => _alone.Count == 0 ? null
        : new Timestamp(_alone.Min.Since + (_policy.AloneHours * MillisecondsPerHour));

    private void Advance(List<Event> events)
    {
        while (Deadline is { } due && due.Milliseconds <= Time.Milliseconds)
        {
            Depart(_users[new UserId(_alone.Min.User)], new Departure(DepartureCause.Connection, Words("away for too long")), events);
        }
    }
}
