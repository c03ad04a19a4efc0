using Interlude.Load.Patterns;
using Interlude.Load.Wire;

namespace Interlude.Load.Driving;

/// <summary>What must have come to each client by the end: the messages of the others of its group, and its own if it has echo.</summary>
/// <remarks>In a pattern where people come and go, the witness of each group says who was there when: a server tells all members of
/// a channel what happens in one order, so what lies between somebody's JOIN and PART for the witness must have come to that one too.</remarks>
internal sealed class Ledger(Pattern pattern)
{
    private readonly long[] _seen = new long[pattern.Groups];           // by the witness: messages and events
    private readonly long[] _arrival = new long[pattern.Groups];        // of who passes: _seen then; all begin as members
    private readonly long[] _attended = new long[pattern.Groups];       // in earlier stays of who passes
    private readonly bool[] _isAway = new bool[pattern.Groups];

    /// <summary>The witness of a group received something.</summary>
    public void NoteSeen(int group) => _seen[group]++;

    public void NoteJoin(int group)
    {
        _arrival[group] = _seen[group] - 1;   // its own JOIN is the first that it receives
        _isAway[group] = false;
    }

    public void NotePart(int group)
    {
        _attended[group] += _seen[group] - _arrival[group];
        _isAway[group] = true;
    }

    /// <summary>Asks that what came to each client is what must have come.</summary>
    /// <returns>All messages that came.</returns>
    /// <exception cref="LoadException">With the first client that has more or less.</exception>
    public long Check(Func<int, LoadClient> clients)
    {
        var sent = new long[pattern.Groups];
        for (var index = 0; index < pattern.Clients; index++)
        {
            sent[pattern.GroupOf(index)] += clients(index).Sent;
        }

        var all = 0L;
        for (var index = 0; index < pattern.Clients; index++)
        {
            var client = clients(index);
            all += client.Messages;
            if (!client.IsGone)
            {
                Check(client, sent[pattern.GroupOf(index)]);
            }
        }

        return all;
    }

    private void Check(LoadClient client, long sentInGroup)
    {
        var group = pattern.GroupOf(client.Index);
        if (client.IsPassing)
        {
            var stay = _isAway[group] ? 0 : _seen[group] - _arrival[group];
            Demand(client, "messages, joins, parts and renames", client.Messages + client.Events, _attended[group] + stay);
            return;
        }

        var messages = sentInGroup - (client.Echoes ? 0 : client.Sent);
        Demand(client, "messages", client.Messages, messages);
        if (pattern.Changes)
        {
            Demand(client, "joins, parts and renames", client.Events, _seen[group] - sentInGroup);
        }
    }

    private static void Demand(LoadClient client, string what, long came, long expected)
    {
        if (came != expected)
        {
            throw new LoadException($"Client {client.Index} was delivered {came} {what}; {expected} were due to it.");
        }
    }
}
