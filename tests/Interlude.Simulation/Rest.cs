namespace Interlude.Simulation;

/// <summary>Trouble ends, everybody reads and is served, until nothing moves any more.</summary>
internal sealed class Rest(SimulatedNode[] nodes, SimulatedLog log, SimulatedClock clock, Action<SimulatedNode> begin)
{
    private const int MostRounds = 200_000;
    private const int Soon = 3_000;

    /// <returns>How many rounds it took.</returns>
    public int Come()
    {
        for (var rounds = 1; ; rounds++)
        {
            if (!Round())
            {
                return rounds;
            }

            Hold.That(rounds < MostRounds, "When trouble ends, everything comes to rest.", () => "something goes on for ever");
        }
    }

    private bool Round()
    {
        var hasMoved = log.Step();
        foreach (var node in nodes)
        {
            if (node.HasStopped || node.IsDead)
            {
                begin(node);
            }

            if (node.Applied < log.Entries.Count)
            {
                node.Deliver();
                hasMoved = true;
            }

            while (node.IsAsking)
            {
                node.AnswerQuestion(0);
                hasMoved = true;
            }

            hasMoved |= ServeAll(node) | DrainAll(node) | node.EndRound() | node.TickIsDue;
            if (node.TickIsDue)
            {
                node.Tick();
            }

            // What is due later is only whether somebody is still there: that goes on for ever.
            if (!hasMoved && node.Server.Deadline is { } deadline && deadline - clock.Now.Elapsed <= Soon)
            {
                clock.Advance(Math.Max(1, deadline - clock.Now.Elapsed));
                hasMoved = true;
            }
        }

        return hasMoved || !log.IsIdle;
    }

    private static bool ServeAll(SimulatedNode node)
    {
        var hasMoved = false;
        foreach (var connection in node.Slots.OfType<Connection>().Where(connection => connection.HasWork && !connection.IsPaused).ToList())
        {
            node.Serve(connection, int.MaxValue, int.MaxValue);
            hasMoved = true;
        }

        return hasMoved;
    }

    private static bool DrainAll(SimulatedNode node)
    {
        var hasMoved = false;
        foreach (var connection in node.Slots.OfType<Connection>().ToList())
        {
            hasMoved |= connection.HasOverflowed || connection.AwaitsDrain;
            if (connection.HasOverflowed)
            {
                node.TellOverflow(connection);
            }
            else
            {
                node.Drain(connection, int.MaxValue);
            }
        }

        return hasMoved;
    }
}
