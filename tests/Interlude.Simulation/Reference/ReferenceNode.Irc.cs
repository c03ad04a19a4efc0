using Interlude.Server;
using Interlude.World;

namespace Interlude.Simulation.Reference;

// Clients of IRC: what their lines ask for is taken from the server; everything else about them is foreseen.
internal sealed partial class ReferenceNode
{
    /// <summary>Takes what the server has asked of the log for a client of IRC: what its lines mean is not read a second time.</summary>
    /// <param name="client">Whose lines they are.</param>
    /// <param name="untilOthers">Whether what others ask for because of the same event may come in between.</param>
    public void TakeWishes(ReferenceClient client, bool untilOthers = false)
    {
        foreach (var wish in _asked.Where(wish => IsOf(wish, client)).ToList())
        {
            if (untilOthers && wish.Number != Appends.Last + 1)
            {
                return;
            }

            Hold.That(
                wish.Origin == default || (wish.Origin.Client == client.Number && wish.Origin.Line == client.Line),
                "A wish is that of the line under way.",
                () => $"client {client.Number}, line {client.Line}: {wish}");
            Hold.That(
                wish.Number == Appends.Last + 1, "Wishes are numbered in the order in which they come about.", () => $"{wish} after {Appends.Last}");
            _asked.Remove(wish);
            Appends.Add(wish.Origin.Client, wish.Origin.Line, Commands.Word(wish.Command));
            if (wish.Origin != default)
            {
                client.HasWished = true;
                client.Outstanding++;
            }
        }
    }

    private bool IsOf(Wish wish, ReferenceClient client) =>
        wish.Session.Incarnation == _options.Incarnation && wish.Session.Number == client.Number;

    private void FinishIrc(ReferenceClient client)
    {
        TakeWishes(client, untilOthers: true);
        client.Questions += _asking.RemoveAll(id => id.Number == client.Number);
        client.IsAnswering |= _outputs.Any(output => output is Output.AwaitDrain wait && wait.Client.Number == client.Number);
        if (client.IsGone || client.IsBusy)
        {
            return;
        }

        if (_asked.Exists(wish => IsOf(wish, client)))
        {
            return;   // its time runs out at this very tick, after the lines of others: it is among those that are closed then
        }

        if (IsClosed(client))
        {
            Close(client, null);
            SayStopIfIdle();
        }
        else
        {
            Hold.That(!_isStopping, "When the server stops, everybody is closed.", () => $"client {client.Number} is not");
            Hold.That(
                !client.InputEnded || client.Held is not null,
                "Whoever ends its input, and is answered, is closed.",
                () => $"client {client.Number} is not");
        }
    }

    // Its connection is gone, and the log must know, if it knows the session.
    private void Lose(ReferenceClient client)
    {
        Close(client, null);
        var before = Appends.Last;
        TakeWishes(client);
        Hold.That(
            Appends.Last == before + (client.HasWished ? 1 : 0), "Whoever is lost is taken off the record.", () => $"client {client.Number} is not");
        SayStopIfIdle();
    }

    // Clients of IRC that the server has closed of its own will: how that may be, the peer itself judges.
    private void CloseOthers()
    {
        foreach (var close in _outputs.OfType<Output.Close>())
        {
            if (Find(close.Client) is { Irc: { } irc, IsGone: false } client)
            {
                Met.Add("IRC close: of its own will");
                irc.MustBeTold = true;
                Lose(client);
            }
        }
    }

    private bool IsClosed(ReferenceClient client) =>
        _outputs.Any(output => output is Output.Close close && close.Client.Number == client.Number);
}
