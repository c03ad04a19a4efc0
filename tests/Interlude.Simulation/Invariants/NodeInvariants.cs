using Interlude.Simulation.Reference;
using Interlude.World;

namespace Interlude.Simulation.Invariants;

/// <summary>What must hold of a node over several inputs.</summary>
internal static class NodeInvariants
{
    public static void Nothing_comes_of_a_line_after_a_pong_to_a_later_one(SimulatedNode node, ReferenceNode reference, Entry entry)
    {
        var wish = entry.Wish;
        if (wish.Incarnation == node.Incarnation && reference.IsNew(wish)
            && reference.Clients.TryGetValue(wish.Origin.Client, out var client))
        {
            Hold.That(
                wish.Origin.Line > client.LastPong || (wish.Origin.Line == client.LastPong && wish.Command is Command.EndSession),
                "When a ping is answered, all that the client's earlier lines caused has been handed on.",
                () => $"line {wish.Origin.Line} of client {client.Number} comes back after the pong to line {client.LastPong}");
        }
    }

    public static void What_gathers_is_bounded(SimulatedNode node, ReferenceNode reference)
    {
        // Beyond the limit come only ends of sessions, and one wish of a line that had begun before: one for each client.
        var most = reference.Limits.MaxGatheredWishes + reference.Limits.MaxBatchWishes + (4 * Setting.PeersPerNode);
        Hold.That(reference.Appends.Gathered <= most, "What waits for the log is bounded.", () => $"{reference.Appends.Gathered} on node {node.Number}");
    }

    /// <summary>Nothing moves any more: nobody may be left waiting.</summary>
    public static void At_rest_nothing_is_owed(SimulatedNode node, ReferenceNode reference, long entries)
    {
        Hold.That(node.Applied == entries, "At rest every node has applied the whole log.", () => $"node {node.Number} has not");
        Hold.That(reference.Appends.IsIdle, "At rest nothing waits for the log.", () => $"node {node.Number}: {reference.Appends.Gathered} wishes");
        foreach (var client in reference.Clients.Values)
        {
            Hold.That(!client.IsPaused && !client.MustWait, "At rest nobody is paused.", () => $"client {client.Number} of node {node.Number} is");
        }

        var served = reference.Clients.Values.Where(client => client.User is not null).Select(client => (client.Number, client.User!.Nick));
        var known = reference.World.Sessions.Where(session => session.Id.Incarnation.Node.Number == node.Number)
            .Select(session => (session.Id.Number, session.User.Nick));
        Hold.That(
            known.ToHashSet().SetEquals(served),
            "At rest a node's devices are those of its clients, and whoever has left is gone.",
            () => $"node {node.Number}: {string.Join(", ", known.Except(served).Select(session => session.Nick))}");
    }
}
