using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

/// <summary>Many who come at once, and break at once, where the library polls. What it costs is counted, never timed.</summary>
[Collection<Alone>]
public sealed class EpollStormTests : IDisposable
{
    private const int Many = 200;   // more than are accepted at once

    private readonly EpollPoller _poller = Requires.Poller();

    public void Dispose() => _poller.Dispose();

    [Fact]
    public async Task All_are_accepted_where_they_are_polled()
    {
        var accepted = new ConcurrentQueue<(LineConnection Connection, bool IsThere)>();
        await using var listener = Open();
        var clients = Enumerable.Range(0, Many).Select(_ => Peers.Connect(listener)).ToList();

        listener.Start(connection => accepted.Enqueue((connection, _poller.IsCurrent)));
        Assert.True(SpinWait.SpinUntil(() => accepted.Count == Many, Peers.Limit));
        clients.Add(Peers.Connect(listener));   // and who comes when nobody is there any more
        Assert.True(SpinWait.SpinUntil(() => accepted.Count == Many + 1, Peers.Limit));

        Assert.All(accepted, one => Assert.True(one.IsThere));
        Assert.Equal(Many + 1, listener.OpenConnections);
        End(accepted.Select(one => one.Connection), clients);
    }

    [Fact]
    public async Task Those_who_are_connected_have_their_turn_before_all_have_been_accepted()
    {
        var events = new ConcurrentQueue<string>();
        var connections = new ConcurrentQueue<LineConnection>();
        await using var listener = Open();
        var clients = Enumerable.Range(0, Many).Select(_ => Peers.Connect(listener)).ToList();
        clients.ForEach(client => client.Send("x\n"u8));

        listener.Start(connection =>
        {
            events.Enqueue("accepted");
            connections.Enqueue(connection);
            _ = ReadAsync(connection);
        });
        Assert.True(SpinWait.SpinUntil(() => events.Count == 2 * Many, Peers.Limit));

        var order = events.ToList();
        Assert.InRange(order.IndexOf("read"), 1, Many - 1);
        End(connections, clients);

        async Task ReadAsync(LineConnection connection)
        {
            await connection.WaitToReadAsync().ConfigureAwait(false);
            events.Enqueue("read");
        }
    }

    [Fact]
    public async Task Nobody_throws_when_peers_are_lost()
    {
        var connections = new ConcurrentQueue<LineConnection>();
        var reads = new ConcurrentQueue<Task<bool>>();
        await using var listener = Open();
        listener.Start(connection =>
        {
            connections.Enqueue(connection);
            reads.Enqueue(connection.WaitToReadAsync().AsTask());
        });
        var clients = Enumerable.Range(0, Many).Select(_ => Peers.Connect(listener)).ToList();
        Assert.True(SpinWait.SpinUntil(() => reads.Count == Many, Peers.Limit));
        var thrown = 0;
        void Count(object? sender, FirstChanceExceptionEventArgs first) => thrown += first.Exception is SocketException && _poller.IsCurrent ? 1 : 0;

        AppDomain.CurrentDomain.FirstChanceException += Count;
        try
        {
            clients.ForEach(client => client.Close(0));   // a reset
            var read = await Task.WhenAll(reads).WaitAsync(Peers.Limit);
            var reasons = await Task.WhenAll(connections.Select(connection => connection.Completion)).WaitAsync(Peers.Limit);
            Assert.All(read, Assert.False);
            Assert.All(reasons, reason => Assert.Equal(SocketError.ConnectionReset, ((SocketException)reason.Exception!).SocketErrorCode));
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Count;
        }

        Assert.Equal(0, thrown);
    }

    private LineListener Open() => LineListener.Open(new LineEndPoint.Tcp("127.0.0.1", 0), new() { Poller = _poller });

    private static void End(IEnumerable<LineConnection> connections, List<Socket> clients)
    {
        clients.ForEach(client => client.Dispose());
        connections.ToList().ForEach(connection => connection.Abort());
    }
}
