namespace Interlude.Server;

/// <summary>
/// Looks at lines, one at a time for each client: the next when the one before, with all that it asked of the log, is
/// answered. A line for which there is no credit, or no room in the log's queue, is held, and its client paused.
/// </summary>
internal sealed class Intake(ChatServer server, AppendQueue appends)
{
    private readonly Queue<ClientId> _congested = new();
    private readonly PriorityQueue<ClientId, (long Due, long Order)> _creditDue = new();
    // Looking for something takes time even where nothing is found: so a step that says nothing uses up some of the piece.
    private const int BytesOfNothing = 64;

    private long _lastOrder;

    /// <summary>When a held line has credit again, in the milliseconds of <see cref="Moment.Elapsed"/>.</summary>
    public long? Deadline => _creditDue.TryPeek(out _, out var due) ? due.Due : null;

    public void Take(Client client, ReadOnlySpan<byte> line, bool isTooLong, Moment now)
    {
        client.HeardAt = now.Elapsed;
        if (client.IsPaused)
        {
            throw new InvalidOperationException($"Client {client.Id.Number} is paused and was given a line.");
        }

        if (!client.TryTakeCredit(now.Elapsed, out var readyAt))
        {
            Hold(client, line, isTooLong);
            _creditDue.Enqueue(client.Id, (readyAt, ++_lastOrder));
            if (!client.IsFlooding)
            {
                client.IsFlooding = true;
                client.TellOfFlood();
            }
        }
        else if (appends.IsCongested)
        {
            Hold(client, line, isTooLong);
            WaitForTheLog(client.Id);
        }
        else
        {
            LookAt(client, line, isTooLong);
        }
    }

    /// <summary>Looks at the held lines that have credit by now.</summary>
    public void Tick(Moment now)
    {
        while (_creditDue.TryPeek(out var id, out var due) && due.Due <= now.Elapsed)
        {
            _creditDue.Dequeue();
            if (server.Find(id) is not { Held: { } held } client)
            {
                continue;
            }

            if (!client.TryTakeCredit(now.Elapsed, out var readyAt))
            {
                _creditDue.Enqueue(id, (readyAt, ++_lastOrder));
            }
            else if (appends.IsCongested)
            {
                WaitForTheLog(id);
            }
            else
            {
                LookAtHeld(client, held);
            }
        }
    }

    /// <summary>Looks at the lines that were held because too many wishes had gathered, as far as there is room now.</summary>
    public void LookAtCongested()
    {
        while (!appends.IsCongested && _congested.TryDequeue(out var id))
        {
            if (server.Find(id) is { Held: { } held } client)
            {
                LookAtHeld(client, held);
            }
        }
    }

    /// <summary>Looks at a line that was held, whatever it was held for.</summary>
    public void LookAtHeld(Client client, HeldLine held)
    {
        client.Held = null;
        LookAt(client, held.Bytes, held.Bytes is null);
    }

    /// <summary>Pauses the client until its line is answered; if it is, the next may come.</summary>
    public void FinishIfDone(Client client)
    {
        if (client.IsClosed)
        {
            return;
        }

        if (client.IsBusy)
        {
            Pause(client);
        }
        else
        {
            server.Guard(client, "the end of a line", static client => client.FinishLine());
            server.Departures.AfterLine(client);
        }
    }

    /// <summary>A wish of the client's line has come back or failed, and that has been answered.</summary>
    public void TakeBack(Client client)
    {
        server.Guard(client, "what follows a wish", static client => client.WishHasReturned());
        client.Outstanding--;
        FinishIfDone(client);
    }

    public void Resume(Client client)
    {
        if (client.IsPaused)
        {
            client.IsPaused = false;
            server.PutOut(client.Resuming ??= new(client.Id));
        }
    }

    /// <summary>Says the first of a long answer, unless another is being given.</summary>
    public void BeginAnswer(Client client, IEnumerable<ReadOnlyMemory<byte>> lines)
    {
        client.LongAnswers.Enqueue(lines.GetEnumerator());
        if (client.LongAnswers.Count == 1)
        {
            SayNextPiece(client);
        }
    }

    /// <summary>The peer has read the piece before.</summary>
    public void ContinueAnswer(Client client)
    {
        SayNextPiece(client);
        FinishIfDone(client);
    }

    /// <summary>Says some more of a long answer, and asks to be told when the peer has read it.</summary>
    public void SayNextPiece(Client client)
    {
        server.Guard(client, "a long answer", client =>
        {
            for (var bytes = 0; client.LongAnswers.TryPeek(out var answer);)
            {
                if (!answer.MoveNext())
                {
                    answer.Dispose();
                    client.LongAnswers.Dequeue();
                    continue;
                }

                if (answer.Current.IsEmpty)
                {
                    bytes += BytesOfNothing;
                }
                else
                {
                    client.Answer(answer.Current);
                    bytes += answer.Current.Length;
                }

                if (bytes >= server.Limits.AnswerPieceBytes)
                {
                    client.SendHeld();
                    server.PutOut(new Output.AwaitDrain(client.Id));
                    return;
                }
            }
        });
    }

    /// <summary>The log has refused a wish. Nobody who leaves is kept waiting for the log: the end of the session is on record.</summary>
    public void Refuse(World.Wish wish)
    {
        if (server.Find(new ClientId(wish.Origin.Client)) is not { } client)
        {
            return;
        }

        if (wish.Command is not World.Command.EndSession)
        {
            server.Guard(client, "a failed append", client => client.TellOfFailure(wish.Command));
        }

        TakeBack(client);
    }

    // While the log is down, people come and go: those who are gone are not kept.
    private void WaitForTheLog(ClientId id)
    {
        if (_congested.Count >= 2 * server.Limits.MaxConnections)
        {
            var waiting = _congested.Where(known => server.Find(known) is not null).ToList();
            _congested.Clear();
            waiting.ForEach(_congested.Enqueue);
        }

        _congested.Enqueue(id);
    }

    private void Hold(Client client, ReadOnlySpan<byte> line, bool isTooLong)
    {
        client.Held = new HeldLine(isTooLong ? null : line.ToArray());
        Pause(client);
    }

    private void LookAt(Client client, ReadOnlySpan<byte> line, bool isTooLong)
    {
        client.Line++;
        try
        {
            if (isTooLong)
            {
                client.ReceiveTooLong();
            }
            else
            {
                client.Receive(line);
            }
        }
        catch (Exception mistake)
        {
            server.Fail(client, "a line", mistake);
        }

        FinishIfDone(client);
    }

    private void Pause(Client client)
    {
        if (!client.IsPaused)
        {
            client.IsPaused = true;
            server.PutOut(client.Pausing ??= new(client.Id));
        }
    }
}
