using System.Net;
using System.Net.Sockets;
using Interlude.Load;
using Interlude.Load.Driving;
using Interlude.Load.Patterns;
using Interlude.Load.Wire;

namespace Interlude.Tests.Load;

public sealed class LedgerTests : IDisposable
{
    private readonly Epoll _epoll = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly LoadClient[] _clients;

    public LedgerTests()
    {
        _listener.Start();
        _clients = [.. Enumerable.Range(0, 3).Select(index => new LoadClient(_epoll, index, index, (IPEndPoint)_listener.LocalEndpoint))];
    }

    [Fact]
    public void What_the_others_said_is_due_and_with_echo_ones_own()
    {
        Say(0, 2);
        Say(1, 1);
        _clients[1].Echoes = true;
        (_clients[0].Messages, _clients[1].Messages, _clients[2].Messages) = (1, 3, 3);

        Assert.Equal(7, new Ledger(Channel()).Check(index => _clients[index]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void One_too_few_and_one_too_many_are_errors(int came)
    {
        Say(0, 2);
        (_clients[1].Messages, _clients[2].Messages) = (2, came);

        var failure = Assert.Throws<LoadException>(() => new Ledger(Channel()).Check(index => _clients[index]));

        Assert.Equal($"Client 2 was delivered {came} messages; 2 were due to it.", failure.Message);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(3, false)]
    [InlineData(5, false)]
    public void Who_passes_is_due_what_the_witness_saw_during_its_stays(int came, bool isRight)
    {
        var ledger = new Ledger(new MixedPattern { Clients = 3, Senders = 1 });
        _clients[1].IsPassing = true;
        Say(0, 4);
        ledger.NoteSeen(0);     // a message
        ledger.NoteSeen(0);
        ledger.NotePart(0);
        ledger.NoteSeen(0);     // two while it is away
        ledger.NoteSeen(0);
        ledger.NoteSeen(0);
        ledger.NoteJoin(0);
        ledger.NoteSeen(0);     // and one after
        (_clients[2].Messages, _clients[2].Events, _clients[0].Events) = (4, 2, 2);
        (_clients[1].Messages, _clients[1].Events) = (came - 2, 2);

        var failure = Record.Exception(() => ledger.Check(index => _clients[index]));

        Assert.Equal(isRight, failure is null);
    }

    [Fact]
    public void A_message_that_nobody_is_due_any_more_is_an_error()
    {
        Say(0, 1, recipients: 2);

        Assert.False(_clients[0].NoteReceived(0));
        Assert.True(_clients[0].NoteReceived(0));
        Assert.Throws<LoadException>(() => _clients[0].NoteReceived(0));
        Assert.Throws<LoadException>(() => _clients[0].NoteReceived(1));
        Assert.Equal(0, _clients[0].InFlight);
    }

    public void Dispose()
    {
        Array.ForEach(_clients, client => client.Dispose());
        _listener.Dispose();
        _epoll.Dispose();
    }

    private static ChannelPattern Channel() => new() { Clients = 3, Senders = 2 };

    private void Say(int client, int count, int recipients = 2)
    {
        for (var i = 0; i < count; i++)
        {
            _clients[client].NoteSent(recipients);
        }
    }
}
