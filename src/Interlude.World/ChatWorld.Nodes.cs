namespace Interlude.World;

// Nodes and their lives: which wishes still count, and what becomes of sessions whose node is gone.
public sealed partial class ChatWorld
{
    /// <summary>
    /// True the first time that a wish of a running incarnation is seen. An append of unknown outcome is repeated, and
    /// one of a dead incarnation may still arrive after its successor has started: neither may act.
    /// </summary>
    private bool IsFresh(Wish wish)
    {
        var (node, number) = (wish.Incarnation.Node.Number, wish.Incarnation.Number);
        var state = _nodes.GetValueOrDefault(node);
        if (wish.Command is Command.NodeStarted && (state is null || number > state.Incarnation))
        {
            _nodes[node] = new NodeState(number) { LastNumber = wish.Number };
            return true;
        }

        if (state is null || number != state.Incarnation || wish.Number <= state.LastNumber)
        {
            return false;
        }

        state.LastNumber = wish.Number;
        return true;
    }

    private void StartNode(Incarnation incarnation, List<Event> events)
    {
        Text.TryCreate("connection lost in a restart"u8, out var reason);
        EndSessions(id => id.Incarnation.Node == incarnation.Node && id.Incarnation != incarnation, reason!, events);
    }

    private void StopNode(Incarnation incarnation, Command.NodeStopped command, List<Event> events) =>
        EndSessions(id => id.Incarnation == incarnation, command.Reason, events);

    private void EndSessions(Predicate<SessionId> isOver, Text reason, List<Event> events)
    {
        var departure = new Departure(DepartureCause.Connection, Shorten(reason));
        var over = _sessions.Keys.Where(id => isOver(id)).ToList();
        over.Sort();
        foreach (var id in over)
        {
            End(_sessions[id], departure, events);
        }
    }

    /// <summary>How far a node's present life has come.</summary>
    private sealed class NodeState(int incarnation)
    {
        public int Incarnation => incarnation;

        public long LastNumber { get; set; }
    }
}
