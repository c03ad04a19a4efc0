using Interlude.Server.Dialects.Irc;
using Interlude.Server.Dialects.Plain;
using Interlude.World;

namespace Interlude.Server;

/// <summary>The clients that are here: who is admitted, and how each of them ends, until the last has and the node stops.</summary>
internal sealed class ClientRoll(ChatServer server, WishBook wishes, Delivery delivery, NewClient newClient)
{
    private readonly Dictionary<ClientId, Client> _clients = [];
    private readonly Admission _admission = new(server.Limits);
    private bool _stopIsJournaled;

    /// <summary>Nobody is admitted any more, and who has been answered is told and closed.</summary>
    public bool IsStopping { get; private set; }

    public int Count => _clients.Count;

    /// <summary>All of them in order of connecting: a copy, so that they may end meanwhile.</summary>
    public IReadOnlyList<Client> InOrder => [.. _clients.Values.OrderBy(client => client.Id.Number)];

    public Client? Find(ClientId id) => _clients.GetValueOrDefault(id);

    /// <summary>The dialect that the peer's listener speaks.</summary>
    public static Client NewClientOf(ChatServer server, ClientId id, SessionId session, Peer peer, FloodCredit credit) =>
        peer.Dialect == PeerDialect.Irc
            ? new IrcClient(server, id, session, peer, credit)
            : new PlainClient(server, id, session, peer, credit);

    /// <summary>Admits and greets somebody, or tells it why not and closes.</summary>
    public void Connect(ClientId id, SessionId session, Peer peer, Moment now)
    {
        var admission = IsStopping ? AdmissionResult.Full : _admission.TryAdmit(peer, now.Elapsed);
        if (IsStopping || admission != AdmissionResult.Admitted)
        {
            server.Outputs.Add(new Output.Close(id, RefusalOf(peer, admission)));
            return;
        }

        var credit = new FloodCredit(server.Limits.LinesPerSecond, server.Limits.LineBurst);
        var client = newClient(server, id, session, peer, credit);
        client.HeardAt = now.Elapsed;
        _clients.Add(id, client);
        server.Guard(client, "greeting", client.Greet);
    }

    /// <summary>Other limits hold for those who come from here on.</summary>
    public void Limit(ServerLimits limits) => _admission.Limits = limits;

    /// <summary>The client's line is answered: it leaves if it was to, or may send the next.</summary>
    public void AfterLine(Client client, Intake intake)
    {
        if (client.Farewell is { } farewell)
        {
            Close(client, farewell);
            JournalStopIfIdle();
        }
        else if (IsStopping)
        {
            Close(client, client.FarewellFor(Ending.Stopping, null).LastWords);
            JournalStopIfIdle();
        }
        else if (client.InputEnded)
        {
            var (lastWords, reason) = client.FarewellFor(Ending.InputEnded, null);
            Leave(client, reason, lastWords, isOwnWish: false);
            intake.FinishIfDone(client);
        }
        else
        {
            intake.Resume(client);
        }
    }

    /// <summary>Ends the client's session, if it has one, and, when that has come back, the connection.</summary>
    public void Leave(Client client, Text reason, ReadOnlyMemory<byte> farewell, bool isOwnWish)
    {
        if (client.Farewell is not null)
        {
            return;
        }

        // No line is under way, so the log knows the session if, and only if, its registration has been granted.
        client.Farewell = farewell;
        if (client.User is not null)
        {
            wishes.Add(client, new Command.EndSession(reason, isOwnWish));
        }
    }

    /// <summary>Ends the connection at once; the session is ended by the log.</summary>
    public void Drop(Client client, Ending ending, Departure? departure)
    {
        var (lastWords, reason) = client.FarewellFor(ending, departure);
        Close(client, lastWords);
        if (client.HasWished && ending != Ending.SessionEnded)
        {
            wishes.Add(client.Session, new Command.EndSession(reason));
        }

        JournalStopIfIdle();
    }

    /// <summary>Closes all who are not busy now, and the others as soon as they have been answered.</summary>
    public void Stop(Intake intake)
    {
        IsStopping = true;
        foreach (var client in InOrder.Where(client => !client.IsBusy).ToList())
        {
            if (client.Held is { } held)
            {
                intake.LookAtHeld(client, held);   // it was told that its line only waits
            }
            else
            {
                AfterLine(client, intake);
            }
        }

        JournalStopIfIdle();
    }

    private void Close(Client client, ReadOnlyMemory<byte> lastWords)
    {
        while (client.LongAnswers.TryDequeue(out var answer))
        {
            answer.Dispose();
        }

        _clients.Remove(client.Id);
        delivery.Forget(client);
        _admission.Release(client.Peer);
        server.Outputs.Add(new Output.Close(client.Id, lastWords));
    }

    private void JournalStopIfIdle()
    {
        if (IsStopping && _clients.Count == 0 && !_stopIsJournaled)
        {
            _stopIsJournaled = true;
            Text.TryCreate("server shutting down"u8, out var reason);
            wishes.Add(session: default, new Command.NodeStopped(reason!));
        }
    }

    private ReadOnlyMemory<byte> RefusalOf(Peer peer, AdmissionResult admission) => peer.Dialect == PeerDialect.Irc
        ? IrcClient.RefusalOf(peer, admission, server.Limits, IsStopping)
        : PlainClient.RefusalOf(admission, server.Limits, IsStopping);
}
