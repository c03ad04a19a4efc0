using Interlude.World;

namespace Interlude.Server;

/// <summary>
/// Ends connections: as their clients wish, as they break or the log says, and all of them when this node stops. Then, when
/// nobody is left, the end of the node is journaled.
/// </summary>
internal sealed class Departures(ChatServer server, Incarnation incarnation, WishBook wishes, Intake intake)
{
    private bool _stopIsJournaled;

    /// <summary>Nobody is admitted any more.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>Ends the client's session, if it has one, and, when that has come back, the connection.</summary>
    public void Leave(Client client, Text reason, ReadOnlyMemory<byte> farewell, bool isOwnWish = true)
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

    /// <summary>Ends the connection at once, and its session after it.</summary>
    public void Drop(Client client, Ending ending, Departure? departure = null)
    {
        var (lastWords, reason) = client.FarewellFor(ending, departure);
        server.Close(client, lastWords);
        if (client.HasWished && ending != Ending.SessionEnded)
        {
            wishes.Add(client.Session, new Command.EndSession(reason));
        }

        JournalStopIfIdle();
    }

    /// <summary>The client's line is answered: it leaves if it was to, or may send the next.</summary>
    public void AfterLine(Client client)
    {
        if (client.Farewell is { } farewell)
        {
            server.Close(client, farewell);
            JournalStopIfIdle();
        }
        else if (IsStopping)
        {
            server.Close(client, client.FarewellFor(Ending.Stopping, null).LastWords);
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

    /// <summary>The peer sends nothing more: it leaves when what it has sent is answered.</summary>
    public void EndInput(Client client)
    {
        client.InputEnded = true;
        if (!client.IsBusy && client.Held is null)
        {
            AfterLine(client);
        }
    }

    /// <summary>A wish has come back: the host hears of the end of this node when it is on record.</summary>
    public void Look(Wish wish)
    {
        if (IsStopping && wish.Incarnation == incarnation && wish.Command is Command.NodeStopped)
        {
            server.PutOut(new Output.Stopped());
        }
    }

    /// <summary>Lines under way are answered, everybody is told and closed.</summary>
    /// <param name="clients">All there are, in the order of their numbers.</param>
    public void Stop(IReadOnlyList<Client> clients)
    {
        IsStopping = true;
        foreach (var client in clients.Where(client => !client.IsBusy).ToList())
        {
            if (client.Held is { } held)
            {
                intake.LookAtHeld(client, held);   // it was told that its line only waits
            }
            else
            {
                AfterLine(client);
            }
        }

        JournalStopIfIdle();
    }

    private void JournalStopIfIdle()
    {
        if (IsStopping && server.Clients.Count == 0 && !_stopIsJournaled)
        {
            _stopIsJournaled = true;
            Text.TryCreate("server shutting down"u8, out var reason);
            wishes.Add(session: default, new Command.NodeStopped(reason!));
        }
    }
}
