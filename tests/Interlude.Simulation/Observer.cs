using Interlude.Server;
using Interlude.Simulation.Invariants;
using Interlude.Simulation.Irc;
using Interlude.Simulation.Reference;
using Interlude.World;

namespace Interlude.Simulation;

/// <summary>Sees every input and what came of it, on all nodes, and holds it against the invariants.</summary>
internal sealed class Observer(SimulatedLog log, TextWriter? trace)
{
    private readonly Dictionary<int, (ReferenceNode Node, OutputInvariants Invariants)> _nodes = [];
    private readonly LogInvariants _log = new();
    private WorldPolicy _largest = new()
    {
        MaxUsers = 0,
        MaxChannels = 0,
        MaxChannelsPerUser = 0,
        MaxMembersPerChannel = 0,
    };

    private readonly MessageIds _ids = new();
    private ulong _outputs = 14695981039346656037;
    private int _applied;
    private int _believes;

    public Tally Met { get; } = new();

    /// <summary>A hash of every byte that was sent to anybody, by connection.</summary>
    public ulong OutputHash => _outputs;

    public ReferenceNode Reference(SimulatedNode node) => _nodes[node.Number].Node;

    public void Begins(SimulatedNode node, ServerOptions options)
    {
        var world = new ReferenceWorld();
        foreach (var entry in log.Entries.Take((int)node.Applied))
        {
            world.Apply(entry);
        }

        var reference = new ReferenceNode(options, world, Met, _ids, node.Server.Gathers);
        _nodes[node.Number] = (reference, new OutputInvariants(reference, options.Limits));
        _log.Begins(node.Number, node.Server.World);
        _largest = _largest with
        {
            MaxUsers = Math.Max(_largest.MaxUsers, options.Policy.MaxUsers),
            MaxChannels = Math.Max(_largest.MaxChannels, options.Policy.MaxChannels),
            MaxChannelsPerUser = Math.Max(_largest.MaxChannelsPerUser, options.Policy.MaxChannelsPerUser),
            MaxMembersPerChannel = Math.Max(_largest.MaxMembersPerChannel, options.Policy.MaxMembersPerChannel),
        };
        Met.Add(node.Incarnation.Number == 1 ? "node: begins" : "node: begins again");
        trace?.WriteLine($"node {node.Number} begins life {node.Incarnation.Number} at entry {node.Applied}");
    }

    public void Saw(SimulatedNode node, Input input, Moment now, IReadOnlyList<Output> outputs)
    {
        if (trace is not null)
        {
            Write(node, input, now, outputs);
        }

        var (reference, invariants) = _nodes[node.Number];
        if (input is Input.Committed { Entry: var entry })
        {
            NodeInvariants.Nothing_comes_of_a_line_after_a_pong_to_a_later_one(node, reference, entry);
            _log.Time_never_goes_back(node.Number, node.Server.World, entry);
            _ids.Sequence = entry.Sequence;
        }

        reference.Take(input, now, outputs, AskedSince(reference.Appends.Last, node, outputs), [.. outputs.OfType<Output.Request>().Select(request => node.Server.Questions.AskedBy(request.Number))]);
        invariants.Check(outputs, now);
        CheckPatience(input, reference, now);
        Believes(reference);
        NodeInvariants.What_gathers_is_bounded(node, reference);
    }

    /// <summary>A node has applied an entry.</summary>
    public void Applied(SimulatedNode node)
    {
        _log.Worlds_have_equal_digests_at_every_sequence_number(node.Number, node.Server.World);
        if (++_applied % 32 == 0)
        {
            Check(node);
        }
    }

    public void Check(SimulatedNode node)
    {
        WorldInvariants.Check(node.Server.World, Reference(node).World);
        WorldInvariants.Limits_are_kept(Reference(node).World, _largest);
    }

    public void Closed(SimulatedNode node, Connection connection)
    {
        foreach (var part in (ReadOnlySpan<ulong>)[(ulong)node.Number, (ulong)connection.Id.Number, connection.Hash])
        {
            _outputs = (_outputs ^ part) * 1099511628211;
        }
    }

    /// <summary>Nothing moves any more.</summary>
    public void IsAtRest(SimulatedNode node)
    {
        NodeInvariants.At_rest_nothing_is_owed(node, Reference(node), log.Entries.Count);
        Check(node);
        foreach (var client in Reference(node).Clients.Values)
        {
            BeliefInvariants.Check(client, Reference(node).World);
        }
    }

    // The server's wishes since the last that is known, whether they wait or are in a batch that it has just handed out.
    private static List<Wish> AskedSince(long last, SimulatedNode node, IReadOnlyList<Output> outputs) =>
    [
        .. outputs.OfType<Output.Append>().SelectMany(append => append.Batch.Wishes).Concat(node.Server.Gathered)
            .Where(wish => wish.Number > last).DistinctBy(wish => wish.Number).OrderBy(wish => wish.Number),
    ];

    private static void CheckPatience(Input input, ReferenceNode reference, Moment now)
    {
        switch (input)
        {
            case Input.Receive { Client: var id } when reference.Clients.TryGetValue(id.Number, out var client):
                client.Irc?.Patience.Heard(now.Elapsed);
                break;
            case Input.ReceiveTooLong { Client: var id } when reference.Clients.TryGetValue(id.Number, out var client):
                client.Irc?.Patience.Heard(now.Elapsed);
                break;
            case Input.Tick:
                foreach (var client in reference.Clients.Values)
                {
                    client.Irc?.Patience.Ticked(client.MustWait, client.User is not null, now.Elapsed, client.Number);
                }

                break;
        }
    }

    // One client after the other: what is wrong about one stays wrong until its turn comes.
    private void Believes(ReferenceNode reference)
    {
        if (++_believes % 4 == 0 && reference.Clients.Count > 0)
        {
            BeliefInvariants.Check(reference.Clients.Values.ElementAt(_believes / 4 % reference.Clients.Count), reference.World);
        }
    }

    private void Write(SimulatedNode node, Input input, Moment now, IReadOnlyList<Output> outputs)
    {
        trace!.WriteLine($"{now.Elapsed} node {node.Number}: {(input is Input.Committed { Entry: var entry } ? $"Committed {entry.Sequence}: {entry.Wish.Number} of {entry.Wish.Incarnation.Node.Number}.{entry.Wish.Incarnation.Number}, {entry.Wish.Origin.Client}/{entry.Wish.Origin.Line} {Commands.Word(entry.Wish.Command)}" : input)}");
        foreach (var output in outputs)
        {
            trace.WriteLine(output switch
            {
                Output.Send send => $"  to {string.Join(' ', send.Clients.Select(client => client.Number))}: {Text(send.Bytes)}",
                Output.Close close => $"  close {close.Client.Number}: {Text(close.LastWords)}",
                Output.Append append => $"  append {append.Batch.Number}: {append.Batch.Wishes[0].Number} to {append.Batch.Wishes[^1].Number}",
                _ => $"  {output}",
            });
        }
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => System.Text.Encoding.UTF8.GetString(bytes.Span).Replace("\r\n", " | ", StringComparison.Ordinal);
}
