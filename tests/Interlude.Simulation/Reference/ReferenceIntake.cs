namespace Interlude.Simulation.Reference;

/// <summary>Which lines are looked at now, and which wait for credit or for the log.</summary>
internal sealed class ReferenceIntake(ReferenceNode node)
{
    private readonly Queue<ReferenceClient> _waitForLog = new();
    private readonly List<(long Due, long Order, ReferenceClient Client)> _waitForCredit = [];
    private long _order;

    public void Receive(ReferenceClient client, byte[]? line, long elapsed)
    {
        Hold.That(!client.MustWait, "A client's next line is looked at when the one before is answered.", () => $"client {client.Number}");
        if (!client.TryTakeCredit(elapsed, out var readyAt))
        {
            client.Held = new HeldInput(line);
            node.Met.Add("wait: for credit");
            _waitForCredit.Add((readyAt, ++_order, client));
            if (!client.HasBeenToldOfFlood && client.Irc is null)
            {
                client.HasBeenToldOfFlood = true;
                client.Owed.Add(Expected.Beginning($"* You send more than {node.Limits.LinesPerSecond} lines a second. "));
            }
        }
        else if (node.Appends.IsFull)
        {
            client.Held = new HeldInput(line);
            node.Met.Add("wait: for the log");
            _waitForLog.Enqueue(client);
        }
        else
        {
            node.LookAt(client, line);
        }
    }

    /// <summary>The log takes wishes again: who has waited longest is first.</summary>
    public void LogIsBack()
    {
        while (!node.Appends.IsFull && _waitForLog.TryDequeue(out var client))
        {
            LookAtHeld(client);
        }
    }

    /// <summary>Time has gone on, and some may have a line again.</summary>
    public void CreditIsBack(long elapsed)
    {
        foreach (var due in _waitForCredit.Where(due => due.Due <= elapsed).OrderBy(due => (due.Due, due.Order)).ToList())
        {
            _waitForCredit.Remove(due);
            if (due.Client.IsGone || due.Client.Held is null)
            {
                continue;   // a stop did not let it wait
            }

            Hold.That(due.Client.TryTakeCredit(elapsed, out _), "Credit comes back in time.", () => $"client {due.Client.Number}");
            if (node.Appends.IsFull)
            {
                node.Met.Add("wait: for credit and then for the log");
                _waitForLog.Enqueue(due.Client);
            }
            else
            {
                LookAtHeld(due.Client);
            }
        }
    }

    /// <summary>A line that waits is looked at, whatever it waits for.</summary>
    public void LookAtHeld(ReferenceClient client)
    {
        if (!client.IsGone && client.Held is { } held)
        {
            client.Held = null;
            node.LookAt(client, held.Line);
        }
    }
}
