using System.Text;
using Interlude.Host.Serving;
using Interlude.Lines;
using Interlude.Server;

namespace Interlude.Tests.Host.Serving;

/// <summary>What is sent to whom, in which order, and in how many sends.</summary>
public class HandOverTests
{
    private readonly List<string> _sends = [];
    private readonly List<string> _overflowed = [];
    private readonly Dictionary<ClientId, Guest> _guests = [];
    private readonly HandOver _handOver;
    private int _limit = 1 << 20;

    public HandOverTests() => _handOver = new HandOver(() => _limit, seat => _overflowed.Add(_guests[seat.Id].Name));

    [Fact]
    public void Everybody_gets_all_of_its_own_in_order()
    {
        var random = new Random(3);
        var guests = Enumerable.Range(0, 40).Select(number => Enter($"{number}")).ToArray();
        var expected = guests.Select(_ => new StringBuilder()).ToArray();
        for (var send = 0; send < 3_000; send++)
        {
            var hearers = Enumerable.Range(0, guests.Length).Where(one => random.Next(1 + (send % 7)) == 0).ToArray();
            var text = $"{send}{new string('.', random.Next(send % 50 == 0 ? 9_000 : 90))}\n";
            Send(text, [.. hearers.Select(one => guests[one])]);
            foreach (var one in hearers)
            {
                expected[one].Append(text);
                guests[one].Seat.HasAsked |= random.Next(9) == 0;
                guests[one].Seat.IsPaused = random.Next(9) == 0;
            }

            switch (random.Next(12))
            {
                case 0:
                    _handOver.Write();
                    break;
                case 1:
                    _handOver.Send();
                    break;
                case 2:
                    _handOver.EndRound();
                    _handOver.SendWritten();
                    break;
            }
        }

        _handOver.Send();
        Assert.All(guests.Zip(expected), pair => Assert.Equal(pair.Second.ToString(), pair.First.Received));
        Assert.Empty(_overflowed);
    }

    [Fact]
    public void Who_is_answered_is_sent_nothing_before_the_others()
    {
        var (ana, bob) = (Enter("ana"), Enter("bob"));
        ana.Seat.HasAsked = true;

        Send("pong", ana);
        Send("hello", bob);
        _handOver.EndRound();

        Assert.Equal(["bob: hello"], _sends);
        _handOver.SendWritten();
        Assert.Equal(["bob: hello", "ana: pong"], _sends);
    }

    [Fact]
    public void What_is_sent_in_the_midst_of_a_round_changes_nothing_of_that()
    {
        var (ana, bob) = (Enter("ana"), Enter("bob"));
        ana.Seat.HasAsked = true;
        Send("pong 1", ana);
        _handOver.Send();

        Send("pong 2", ana);
        Send("hello", bob);
        _handOver.Send();
        Send("pong 3", ana);
        Send("bye", bob);
        _handOver.EndRound();
        _handOver.SendWritten();

        Assert.Equal(["ana: pong 1", "bob: hello", "ana: pong 2", "bob: bye", "ana: pong 3"], _sends);
    }

    [Fact]
    public void Who_waits_for_an_answer_from_an_earlier_round_is_answered_last_too()
    {
        var (ana, bob) = (Enter("ana"), Enter("bob"));
        (ana.Seat.HasAsked, ana.Seat.IsPaused) = (true, true);
        Send("from somebody", ana);
        _handOver.EndRound();
        _handOver.SendWritten();

        Send("echo", ana);
        Send("hello", bob);
        ana.Seat.IsPaused = false;
        _handOver.EndRound();
        _handOver.SendWritten();

        Assert.Equal(["ana: from somebody", "bob: hello", "ana: echo"], _sends);
    }

    [Fact]
    public void What_is_written_in_several_parts_is_one_send()
    {
        var (ana, bob) = (Enter("ana"), Enter("bob"));
        foreach (var gone in new[] { "cyd", "dee", "eve" })
        {
            Send($"{gone} left. ", ana, bob);
            _handOver.Write();
        }

        Assert.Empty(_sends);
        _handOver.EndRound();
        _handOver.SendWritten();

        Assert.Equal(["ana: cyd left. dee left. eve left. ", "bob: cyd left. dee left. eve left. "], _sends.Order());
    }

    [Fact]
    public void What_is_written_again_and_again_is_due_before_it_is_too_much()
    {
        var (ana, bob) = (Enter("ana"), Enter("bob"));
        _limit = 20_000;
        var times = 0;
        for (var gone = 0; gone < 2_000; gone++)
        {
            Send(new string('x', 100), ana, bob);
            _handOver.Write();
            if (_handOver.IsDue)
            {
                times++;
                _handOver.Send();
            }
        }

        _handOver.Send();
        Assert.Equal((20, 2 * 20), (times, _sends.Count));
        Assert.Empty(_overflowed);
        Assert.Equal((200_000, 200_000), (ana.Received.Length, bob.Received.Length));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Who_is_answered_is_written_to_last_too(bool send)
    {
        var (ana, bob) = (Enter("ana"), Enter("bob"));
        ana.Seat.HasAsked = true;
        Assert.True(ana.Seat.Connection.TryWrite("."u8) && bob.Seat.Connection.TryWrite("."u8));   // so nothing is sent past it
        _limit = 3;
        Send("pong", ana);
        Send("hello", bob);

        if (send)
        {
            _handOver.Send();
        }
        else
        {
            _handOver.Write();
        }

        Assert.Equal(["bob", "ana"], _overflowed);
    }

    [Fact]
    public void Many_who_all_speak_in_one_channel_are_not_waited_for()
    {
        var guests = Enumerable.Range(0, 150).Select(number => Enter($"{number}")).ToArray();
        var times = 0;
        foreach (var speaker in guests)
        {
            Send($"<{speaker.Name}>", [.. guests.Except([speaker])]);
            if (_handOver.IsDue)
            {
                times++;
                _handOver.Send();
            }
        }

        _handOver.Send();
        Assert.Equal(1, times);   // some 11,000 different parcels, of which 8,192 may be
        Assert.All(guests, guest => Assert.Equal(string.Concat(guests.Except([guest]).Select(other => $"<{other.Name}>")), guest.Received));
    }

    [Fact]
    public void What_does_not_fit_is_left_out_whole_and_told_once()
    {
        var (ana, bob) = (Enter("ana"), Enter("bob"));
        _limit = 10;
        Send("123456", ana);
        Send("7890123", ana, bob);
        Send("4", ana);
        _handOver.Send();
        Send("5", ana, bob);
        _handOver.Send();

        Assert.Equal(["ana"], _overflowed);
        Assert.Equal(("123456", "78901235"), (ana.Received, bob.Received));
    }

    private Guest Enter(string name)
    {
        var guest = new Guest(name, new ClientId(_guests.Count + 1), _sends);
        _guests.Add(guest.Seat.Id, guest);
        return guest;
    }

    private void Send(string text, params Guest[] guests)
    {
        _handOver.Begin(new Output.Send(Encoding.UTF8.GetBytes(text), [.. guests.Select(guest => guest.Seat.Id)]));
        foreach (var guest in guests)
        {
            _handOver.Add(guest.Seat);
        }
    }

    /// <summary>A seat whose connection takes part of what comes at once, the more of it the longer its name.</summary>
    private sealed class Guest : LineTransport
    {
        private readonly StringBuilder _received = new();
        private readonly List<string> _sends;

        public Guest(string name, ClientId id, List<string> sends)
        {
            (Name, _sends) = (name, sends);
            Seat = new Seat(id, new LineConnection(this, new LineConnectionOptions { OutboxLimitBytes = 1 << 20 }));
        }

        public string Name { get; }

        public Seat Seat { get; }

        public string Received => _received.ToString();

        public override string RemoteName => Name;

        public override int SendAtOnce(ReadOnlySpan<byte> bytes)
        {
            var taken = Name.Length == 3 ? bytes : bytes[..(bytes.Length / Name.Length)];
            Take(taken);
            return taken.Length;
        }

        public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
        {
            Take(bytes.Span);
            return ValueTask.CompletedTask;
        }

        public override ValueTask WaitToReceiveAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override ValueTask EndSendingAsync() => throw new NotSupportedException();

        public override void Abort()
        {
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private void Take(ReadOnlySpan<byte> bytes)
        {
            var text = Encoding.UTF8.GetString(bytes);
            _sends.Add($"{Name}: {text}");
            _received.Append(text);
        }
    }
}
