using System.Diagnostics;
using System.Text;
using Interlude.Load.Measuring;
using Interlude.Load.Patterns;
using Interlude.Load.Wire;

namespace Interlude.Load.Driving;

/// <summary>The talk: senders keep a window of messages in flight, or send by a schedule; every delivery is counted.</summary>
/// <remarks>A message is done when all who are waited for have it: all members of its group but those that come and go and those
/// that do not read. The others are counted at the end (<see cref="Ledger"/>).</remarks>
internal sealed class Talk : ITalkListener
{
    private const double Silence = 20;   // seconds without a delivery, after which one is lost

    private readonly Pattern _pattern;
    private readonly Crowd _crowd;
    private readonly Changes _changes;
    private readonly Ledger _ledger;
    private readonly int[] _senders;
    private readonly byte[][] _heads;      // of each client: PRIVMSG TARGET :
    private readonly int[] _recipients;    // of each client's messages: those who are waited for
    private int _most;                     // messages that each sender may send yet; by time, any number
    private bool _isOpen;                  // senders send as their window allows
    private int _underWay;

    public Talk(Pattern pattern, Crowd crowd)
    {
        _pattern = pattern;
        _crowd = crowd;
        _changes = new Changes(pattern, crowd);
        _ledger = new Ledger(pattern);
        _senders = [.. Enumerable.Range(0, pattern.Senders).Select(pattern.SenderAt)];
        _heads = [.. Enumerable.Range(0, pattern.Clients).Select(Head)];
        _recipients = new int[pattern.Clients];
        for (var index = 0; index < pattern.Clients; index++)
        {
            _crowd[index].IsPassing = pattern.IsPassing(index);
        }

        CountRecipients();
    }

    /// <summary>Messages that came to clients.</summary>
    public long Deliveries { get; private set; }

    /// <summary>From when each message was due to each of its deliveries, in nanoseconds.</summary>
    public Histogram Latencies { get; } = new();

    /// <summary>Everybody with a window sends while messages are left and time is.</summary>
    /// <param name="messages">Of each sender; 0 for any number.</param>
    public void Open(int messages)
    {
        _isOpen = true;
        _most = messages == 0 ? int.MaxValue : messages;
        foreach (var sender in _senders)
        {
            Pump(_crowd[sender]);
        }
    }

    /// <summary>Goes on for so long.</summary>
    public void GoOn(double seconds)
    {
        var (end, seen, silence) = (After(seconds), Deliveries, After(Silence));
        while (Stopwatch.GetTimestamp() < end)
        {
            _crowd.Turn(20);
            if (Deliveries != seen)
            {
                (seen, silence) = (Deliveries, After(Silence));
            }
            else if (Stopwatch.GetTimestamp() > silence)
            {
                throw new LoadException($"Nothing was delivered for {Silence} s, with {_underWay} messages under way after {Deliveries} deliveries.");
            }
        }
    }

    /// <summary>Lets nobody begin another message, and waits until all that were sent have come.</summary>
    public void Close()
    {
        _isOpen = _most != int.MaxValue;
        _crowd.WaitFor(() => _underWay == 0 && (!_isOpen || _senders.All(sender => _crowd[sender].Sent >= _most)),
            () => $"{_underWay} messages have not come to all their recipients after {Deliveries} deliveries");
        _isOpen = false;
    }

    /// <summary>Some cease to read, and nobody waits for them.</summary>
    public void Deafen()
    {
        for (var index = _pattern.Clients - _pattern.Deaf; index < _pattern.Clients; index++)
        {
            _crowd[index].StopReading();
        }

        CountRecipients();
    }

    /// <summary>They read again.</summary>
    public void Undeafen()
    {
        for (var index = _pattern.Clients - _pattern.Deaf; index < _pattern.Clients; index++)
        {
            _crowd[index].ResumeReading();
        }
    }

    /// <summary>Sends by a schedule, whatever comes of it: the senders in turn, at equal distances.</summary>
    /// <param name="deliveriesPerSecond">That those who are waited for are to receive.</param>
    /// <param name="seconds">For how long.</param>
    public void Schedule(double deliveriesPerSecond, double seconds)
    {
        var perMessage = _senders.Average(sender => (double)_recipients[sender]);
        var distance = Stopwatch.Frequency * perMessage / deliveriesPerSecond;
        var (begin, count) = (Stopwatch.GetTimestamp(), (long)(seconds * Stopwatch.Frequency / distance));
        for (var number = 0L; number < count;)
        {
            var now = Stopwatch.GetTimestamp();
            for (; number < count && begin + (long)(number * distance) is var due && due <= now; number++)
            {
                var sender = _crowd[_senders[number % _senders.Length]];
                Say(sender, due);
                sender.Flush();
            }

            // Below a millisecond it asks without waiting: its processor is its own.
            var wait = begin + (number * distance) - Stopwatch.GetTimestamp();
            _crowd.Turn(Math.Max(0, (int)(wait / (Stopwatch.Frequency / 1000)) - 1));
        }
    }

    /// <summary>Asks, when everything has come, that it is what must have come.</summary>
    /// <returns>All deliveries since the beginning.</returns>
    public long Check() => _ledger.Check(index => _crowd[index]);

    public void OnMessage(LoadClient to, MessageTail tail, long now)
    {
        to.Messages++;
        Deliveries++;
        if (_pattern.IsWitness(to.Index))
        {
            _ledger.NoteSeen(_pattern.GroupOf(to.Index));
        }

        if (to.MayBeDropped || to.IsPassing)
        {
            return;
        }

        Latencies.Add(now - tail.Time);
        var sender = tail.Sender < _pattern.Clients ? _crowd[tail.Sender] : throw new LoadException($"A message came of client {tail.Sender}, who is not there.");
        if (sender.NoteReceived(tail.Number))
        {
            _underWay--;
            Pump(sender);
        }
    }

    public void OnEvent(LoadClient to, ReadOnlySpan<byte> fromVerb)
    {
        to.Events++;
        var group = _pattern.GroupOf(to.Index);
        var isPart = fromVerb.StartsWith("PART "u8);
        if (to.IsPassing && isPart)
        {
            to.Stage = ClientStage.Parted;
        }

        if (_pattern.IsWitness(to.Index))
        {
            _ledger.NoteSeen(group);
            if (isPart)
            {
                _ledger.NotePart(group);
            }
            else if (fromVerb.StartsWith("JOIN "u8))
            {
                _ledger.NoteJoin(group);
            }
        }
    }

    private static long After(double seconds) => Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);

    private byte[] Head(int index) => Encoding.ASCII.GetBytes(
        _pattern.IsDirect ? $"PRIVMSG {_crowd[index ^ 1].Nick} :" : $"PRIVMSG #b{_pattern.GroupOf(index)} :");

    private void CountRecipients()
    {
        var waitedFor = new int[_pattern.Groups];
        for (var index = 0; index < _pattern.Clients; index++)
        {
            waitedFor[_pattern.GroupOf(index)] += IsWaitedFor(_crowd[index]) ? 1 : 0;
        }

        foreach (var sender in _senders)
        {
            _recipients[sender] = waitedFor[_pattern.GroupOf(sender)] - (_crowd[sender].Echoes ? 0 : 1);
        }
    }

    private static bool IsWaitedFor(LoadClient client) => !client.MayBeDropped && !client.IsPassing;

    private void Pump(LoadClient sender)
    {
        if (_isOpen)
        {
            while (sender.Sent < _most && sender.InFlight < _pattern.Window)
            {
                Say(sender, Stopwatch.GetTimestamp());
            }

            sender.Flush();
        }
    }

    private void Say(LoadClient sender, long due)
    {
        var head = _heads[sender.Index];
        var line = sender.Room(head.Length + _pattern.Size + 2);
        head.CopyTo(line);
        var text = line.Slice(head.Length, _pattern.Size);
        text[..^MessageTail.Length].Fill((byte)'x');
        new MessageTail(sender.Index, sender.Sent, due).Write(text[^MessageTail.Length..]);
        "\r\n"u8.CopyTo(line[^2..]);
        sender.NoteSent(_recipients[sender.Index]);
        _underWay++;
        _changes.After(sender);
    }
}
