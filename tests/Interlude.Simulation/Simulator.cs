using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Interlude.Server;
using Interlude.Simulation.Invariants;
using Interlude.Simulation.Reference;
using Interlude.Simulation.Talk;

namespace Interlude.Simulation;

/// <summary>
/// Two real servers on one simulated log, with simulated peers, clocks and misfortunes, all from one seed: at each step
/// something that can happen does.
/// </summary>
public sealed class Simulator
{
    private readonly SimulatorOptions _options;
    private readonly Chance _chance;
    private readonly Setting _setting;
    private readonly SimulatedClock _clock = new();
    private readonly SimulatedLog _log;
    private readonly Observer _observer;
    private readonly SimulatedNode[] _nodes;
    private readonly LineWriter _writer;
    private readonly IrcLineWriter _ircWriter;
    private readonly Trouble _trouble;
    private readonly Rest _rest;

    private Simulator(SimulatorOptions options)
    {
        _options = options;
        _chance = new Chance(options.Seed);
        var swaps = _chance.Fork();
        _setting = new Setting(_chance.Fork());
        _log = new SimulatedLog(_setting, _chance.Fork());
        _writer = new LineWriter(_chance.Fork());
        _ircWriter = new IrcLineWriter(_chance.Fork());
        _observer = new Observer(_log, options.Trace);
        _nodes = [.. Enumerable.Range(1, 2).Select(number => new SimulatedNode(number, _setting, _clock, _log, _observer, swaps))];
        _trouble = new Trouble(_setting, _chance.Fork(), _nodes, _log, _clock, _observer.Met);
        _rest = new Rest(_nodes, _log, _clock, Begin);
    }

    /// <summary>Steps taken so far: where it broke, if it did.</summary>
    public long Step { get; private set; }

    /// <summary>Runs a seed to its end.</summary>
    /// <exception cref="SimulationException">An invariant does not hold, or something threw.</exception>
    public static SimulatorResult Run(SimulatorOptions options)
    {
        var simulator = new Simulator(options);
        try
        {
            return simulator.Run();
        }
        catch (Exception broken)
        {
            // Whatever is thrown here ends the run and is reported with what is needed to see it again.
            throw new SimulationException(options.Seed, simulator.Step, broken);
        }
    }

    private SimulatorResult Run()
    {
        foreach (var node in _nodes)
        {
            Begin(node);
        }

        while (Step < _options.Steps)
        {
            Step++;
            Act();
            if (Step == _options.Steps / 2)
            {
                ComeToRest();
            }
        }

        ComeToRest();
        _observer.Met.Add("history: lines read again", HistoryInvariants.Check(_log.Entries, _chance.Fork()));   // while people are there to read
        foreach (var node in _nodes)
        {
            foreach (var connection in node.Slots.OfType<Connection>())
            {
                connection.HasEnded = true;
            }
        }

        ComeToRest();
        Hold.That(
            _nodes.All(node => node.Slots.All(connection => connection is null)),
            "Whoever ends its input is answered and closed.",
            () => string.Join("; ", _nodes.SelectMany(node => node.Slots.OfType<Connection>().Select(
                connection => $"not client {connection.Id.Number} of node {node.Number}"))));
        var world = LogInvariants.A_replay_gives_the_same_world(_log.Entries, _nodes[0].Server.World, _chance.Between(1, _log.Entries.Count));
        LogInvariants.Time_does_not_go_back_even_if_the_log_does(_log.Entries, _chance);
        var everything = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{world} {_observer.OutputHash:x16}"));
        return new SimulatorResult(
            _options.Seed, Step, _log.Entries.Count, Convert.ToHexStringLower(SHA256.HashData(everything))[..32], Met());
    }

    private Tally Met()
    {
        var met = _observer.Met;
        met.Add("log: failed appends", _log.Failures);
        met.Add("log: appends of unknown outcome", _log.Unknowns);
        met.Add("log: batches held twice", _log.Duplicates);
        return met;
    }

    private void Act()
    {
        var index = _chance.Below(_nodes.Length);
        var node = _nodes[index];
        _trouble.Strike(Step, Begin);
        if (node.HasStopped)
        {
            Begin(node);
        }

        if (node.IsAsking && _chance.OneIn(3))
        {
            node.AnswerQuestion(_chance.Below(100));
        }

        switch (_chance.Below(100))
        {
            case < 22:
                Talk(node);
                break;
            case < 48:
                Serve(node);
                break;
            case < 64:
                _log.Step();
                break;
            case < 86 when _trouble.Reaches(index, Step):
                Deliver(node);
                break;
            case < 90:
                _clock.Advance(_chance.Below(25 * _setting.MillisecondsPerStep));
                break;
            case < 93:
                TickIfDue(node);
                break;
            case < 98:
                Drain(node);
                break;
            default:
                Come(node);
                break;
        }

        if (_setting.Rounds?.OneIn(3) is true)
        {
            node.EndRound();
        }

        var swaps = node.DrawsSwap();
        if (_options.Swaps && swaps)
        {
            node.Swap();
        }
    }

    // Some of those who were there come back at once.
    private void Begin(SimulatedNode node)
    {
        var most = node.Slots.Count(connection => connection is not null);
        node.Begin(Setting.DrawPolicy(_chance), _chance);
        for (var back = _chance.Below(most + 1); back > 0; back--)
        {
            Come(node);
        }
    }

    private void ComeToRest()
    {
        _trouble.End();
        _log.HasFaults = false;
        Step += _rest.Come();
        foreach (var node in _nodes)
        {
            _observer.IsAtRest(node);
        }

        _log.HasFaults = true;
    }

    private void Come(SimulatedNode node)
    {
        var slot = Array.IndexOf(node.Slots, null);
        if (slot >= 0)
        {
            var isExempt = _chance.Percent(_setting.ExemptPercent);
            var last = _chance.Below(3);
            var peer = new Peer(isExempt ? "local" : $"10.0.0.{last}", isExempt)
            {
                Host = isExempt ? "localhost" : $"10.0.0.{last}",
                Ip = isExempt ? default : new byte[] { 10, 0, 0, (byte)last },
                IsSecure = _chance.OneIn(3),
                Dialect = _chance.Percent(_setting.IrcPercent) ? PeerDialect.Irc : PeerDialect.Plain,
            };
            node.Connect(slot, peer, new PeerHabits(_chance.OneIn(5), _chance.OneIn(5)));
        }
    }

    private void Talk(SimulatedNode node)
    {
        var reference = _observer.Reference(node);
        var slot = _chance.OneIn(4) ? Array.FindIndex(node.Slots, slot => slot is not null && Operates(reference, slot)) : -1;
        if (node.Slots[slot >= 0 ? slot : _chance.Below(Setting.PeersPerNode)] is not { HasEnded: false } connection)
        {
            return;
        }

        var client = reference.Clients.GetValueOrDefault(connection.Id.Number);
        if (connection.Peer.Dialect == PeerDialect.Irc)
        {
            TalkIrc(reference, client, connection);
            return;
        }

        var hasName = client?.User is not null;
        for (var count = connection.Habits.IsTalkative && _chance.OneIn(8) ? _chance.Below(30) : 1; count > 0; count--)
        {
            var line = _writer.Next(reference.World, client, hasName, _setting.Limits.MaxLineBytes);
            connection.Write(line, _chance.OneIn(2) ? "\r\n"u8 : "\n"u8);
            hasName = true;
        }

        if (_chance.OneIn(150))
        {
            connection.HasEnded = true;   // FIN; in half of all cases behind a line that nobody has ended
            if (_chance.OneIn(2))
            {
                connection.Write(_writer.Next(reference.World, client, hasName, _setting.Limits.MaxLineBytes), []);
            }
        }
    }

    private void TalkIrc(ReferenceNode reference, ReferenceClient? client, Connection connection)
    {
        for (var count = connection.Habits.IsTalkative && _chance.OneIn(8) ? _chance.Below(15) : 1; count > 0; count--)
        {
            foreach (var line in _ircWriter.Next(reference.World, client, client?.Irc, isNew: !connection.HasWritten))
            {
                connection.Write(line, _chance.OneIn(2) ? "\r\n"u8 : "\n"u8);
            }
        }

        if (_chance.OneIn(150))
        {
            connection.HasEnded = true;
        }
    }

    // Few operate a channel, and there would be little to see if they spoke as seldom as everybody.
    private bool Operates(ReferenceNode reference, Connection connection) =>
        reference.Clients.GetValueOrDefault(connection.Id.Number) is { User: { } user } client && _chance.OneIn(3)
        && (client.Irc is null ? client.Current?.Operates(user) == true : user.Channels.Exists(channel => channel.Helps(user)));

    private void Serve(SimulatedNode node)
    {
        var from = _chance.Below(Setting.PeersPerNode);
        for (var ahead = 0; ahead < Setting.PeersPerNode; ahead++)
        {
            if (node.Slots[(from + ahead) % Setting.PeersPerNode] is { HasWork: true } connection)
            {
                var bytes = _chance.OneIn(3) ? _chance.Between(1, 12) : _chance.Between(1, 600);
                node.Serve(connection, bytes, _chance.Between(1, _setting.Limits.LinesPerTurn));
                return;
            }
        }
    }

    private void Deliver(SimulatedNode node)
    {
        for (var most = _chance.Between(1, 4); most > 0 && !node.IsDead && node.Applied < _log.Entries.Count; most--)
        {
            node.Deliver();
        }
    }

    private void Drain(SimulatedNode node)
    {
        foreach (var connection in node.Slots.OfType<Connection>().ToList())
        {
            if (connection.HasOverflowed)
            {
                node.TellOverflow(connection);
            }
            else if (!connection.Habits.ReadsSlowly || _chance.OneIn(200))
            {
                node.Drain(connection, connection.Habits.ReadsSlowly ? _chance.Below(2000) : int.MaxValue);
            }
        }
    }

    private static void TickIfDue(SimulatedNode node)
    {
        if (node.TickIsDue)
        {
            node.Tick();
        }
    }
}
