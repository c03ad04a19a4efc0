namespace Interlude.Simulation;

/// <summary>What goes wrong: the log stalls, entries are late, clocks are set, nodes die, connections break.</summary>
internal sealed class Trouble(Setting setting, Chance chance, SimulatedNode[] nodes, SimulatedLog log, SimulatedClock clock, Tally met)
{
    private readonly long[] _cutOffUntil = new long[nodes.Length];
    private long _stalledUntil;

    // A node dies where a death can do harm, if it comes there soon.
    private SimulatedNode? _dying;
    private CrashPoint _diesAt;
    private long _diesBy;

    /// <summary>Whether the entries of the log reach the node.</summary>
    public bool Reaches(int node, long step) => step >= _cutOffUntil[node];

    public void Strike(long step, Action<SimulatedNode> begin)
    {
        log.IsStalled = step < _stalledUntil;
        if (_dying is { } dying && (step >= _diesBy || HasComeThere(dying)))
        {
            met.Add(HasComeThere(dying) ? $"crash: {_diesAt}" : "crash: anywhere");
            _dying = null;
            begin(dying);
        }

        if (!chance.OneIn(300))
        {
            return;
        }

        var node = chance.Pick(nodes);
        switch (chance.Below(13))
        {
            case 0 or 1:
                _stalledUntil = step + chance.Below(600);
                break;
            case 2 or 3:
                _cutOffUntil[chance.Below(nodes.Length)] = step + chance.Below(600);
                break;
            case 4 or 5:
                clock.SetWall(chance.Between(-5_000_000, 5_000_000));
                break;
            case 6:
                clock.Advance(chance.Below(20_000));
                break;
            case 8 or 9 when setting.NodesFail && _dying is null:
                (_dying, _diesAt, _diesBy) = (node, (CrashPoint)chance.Below(4), step + 500);
                node.DiesAt = _diesAt is CrashPoint.Commit or CrashPoint.Send ? _diesAt : null;
                break;
            case 10 when setting.NodesFail && !node.IsStopping && chance.OneIn(3):
                node.Stop();
                break;
            default:
                Break(node);
                break;
        }
    }

    public void End()
    {
        Array.Clear(_cutOffUntil);
        (_stalledUntil, log.IsStalled, _dying) = (0, false, null);
        foreach (var node in nodes)
        {
            node.DiesAt = null;
        }
    }

    private bool HasComeThere(SimulatedNode node) => _diesAt switch
    {
        CrashPoint.Ask => log.IsAsked(node.Incarnation),
        CrashPoint.Append => log.Entries.Skip((int)node.Applied).Any(entry => entry.Wish.Incarnation == node.Incarnation),
        _ => node.IsDead,
    };

    private void Break(SimulatedNode node)
    {
        for (var count = chance.OneIn(4) ? 20 : 1; count > 0; count--)
        {
            var slot = chance.Below(Setting.PeersPerNode);
            if (node.Slots[slot] is not null)
            {
                node.Reset(slot);
            }
        }
    }
}
