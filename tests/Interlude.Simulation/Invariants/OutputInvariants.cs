using System.Text;
using Interlude.Server;
using Interlude.Simulation.Irc;
using Interlude.Simulation.Reference;

namespace Interlude.Simulation.Invariants;

/// <summary>What must hold of the outputs of each input, in the order in which they come.</summary>
internal sealed class OutputInvariants(ReferenceNode reference, ServerLimits limits)
{
    private Moment _now;
    private readonly Dictionary<long, int> _next = [];   // how many of the owed lines a client has got

    public void Check(IReadOnlyList<Output> outputs, Moment now)
    {
        _now = now;
        foreach (var output in outputs)
        {
            switch (output)
            {
                case Output.Send send:
                    Every_line_is_sent_to_whom_it_is_owed_and_to_nobody_else(send);
                    break;
                case Output.Close close:
                    A_client_is_closed_when_it_must_be(close);
                    break;
                case Output.Pause pause when Find(pause.Client) is { } client:
                    client.IsPaused = true;
                    break;
                case Output.Resume resume when Find(resume.Client) is { } client:
                    client.IsPaused = false;
                    break;
                case Output.Append append:
                    A_batch_holds_the_wishes_of_the_lines_looked_at(append.Batch);
                    break;
                case Output.Fault fault:
                    No_dialect_makes_a_mistake(fault);
                    break;
                case Output.Stopped:
                    Hold.That(reference.MustSayStopped, "A server says that it has stopped when its end is on record.", () => "too early");
                    reference.MustSayStopped = false;
                    break;
            }
        }

        Nothing_owed_is_left_out();
    }

    private void Every_line_is_sent_to_whom_it_is_owed_and_to_nobody_else(Output.Send send)
    {
        Hold.That(
            send.Clients.Count < 2 || send.Clients.Distinct().Count() == send.Clients.Count, "A client gets a line once.", () => $"{send}");
        List<string>? lines = null;
        List<SeenLine>? seen = null;
        foreach (var id in send.Clients)
        {
            if (Find(id) is not { } client)
            {
                throw new BrokenException($"Nothing is sent to a client that is gone.\n  client {id.Number}: {Encoding.UTF8.GetString(send.Bytes.Span)}");
            }

            if (client.Irc is not null)
            {
                TakeLines(client, seen ??= SeenLine.All(send.Bytes.Span));
            }
            else
            {
                TakeLines(client, lines ??= Lines(send.Bytes.Span));
            }
        }
    }

    private void A_client_is_closed_when_it_must_be(Output.Close close)
    {
        var client = reference.Closed.Find(closed => closed.Number == close.Client.Number);
        Hold.That(client is { IsClosed: false }, "A connection is closed only for a reason, and once.", () => $"client {close.Client.Number}");
        if (client!.Irc is not null)
        {
            TakeLines(client, SeenLine.All(close.LastWords.Span));
        }
        else if (!close.LastWords.IsEmpty)
        {
            TakeLines(client!, Lines(close.LastWords.Span));
        }

        client!.IsClosed = true;
    }

    private void TakeLines(ReferenceClient client, List<SeenLine> lines)
    {
        Hold.That(!client.IsClosed, "Nothing is sent to a client that is closed.", () => $"client {client.Number}: {lines[0].Whole}");
        foreach (var line in lines)
        {
            SecrecyInvariants.Check(client, line, reference.World);
            if (client.Irc!.Take(line, _now))
            {
                client.LastPong = client.Line;
            }
        }
    }

    private void TakeLines(ReferenceClient client, IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
        {
            var next = _next.GetValueOrDefault(client.Number);
            while (next < client.Owed.Count && client.Owed[next].Text is null && client.Answer.Count == 0)
            {
                next++;   // the long answer has come to its end
            }

            var isOwed = next < client.Owed.Count;
            var isAnswer = isOwed && client.Owed[next].Text is null;
            var expected = !isOwed ? default : isAnswer ? client.Answer.Dequeue() : client.Owed[next];
            Hold.That(
                isOwed && !client.IsClosed && expected.Accepts(line),
                "A client gets the lines that the log and its own lines bring it, each once and in order, and no other.",
                () => $"client {client.Number} got \"{line}\" where \"{(isOwed ? expected.Text : "nothing")}\" was due");
            if (line.StartsWith("* Pong", StringComparison.Ordinal))
            {
                client.LastPong = client.Line;
            }

            _next[client.Number] = isAnswer ? next : next + 1;
        }
    }

    private void A_batch_holds_the_wishes_of_the_lines_looked_at(Batch batch)
    {
        Hold.That(
            reference.Appends.Due.Count > 0,
            "The log is asked when something has gathered and its time has come, and for one batch at a time.",
            () => $"batch {batch.Number}");
        var (number, wishes) = reference.Appends.Due.Dequeue();
        var asked = batch.Wishes.Select(wish => $"{wish.Number} {wish.Origin.Client}/{wish.Origin.Line} {Commands.Word(wish.Command)}");
        var due = wishes.Select(wish => $"{wish.Number} {wish.Client}/{wish.Line} {wish.What}");
        Hold.That(
            number == batch.Number && asked.SequenceEqual(due),
            "Every line that asks for something is in one batch, in the order of the lines, and a repeated batch is the same.",
            () => $"batch {batch.Number} is\n    {string.Join("\n    ", asked)}\n  and should be batch {number}\n    {string.Join("\n    ", due)}");
    }

    private static void No_dialect_makes_a_mistake(Output.Fault fault) =>
        throw new BrokenException($"No dialect makes a mistake.\n  client {fault.Client.Number}, {fault.Doing}: {fault.Exception}");

    private void Nothing_owed_is_left_out()
    {
        foreach (var client in reference.Clients.Values)
        {
            client.Irc?.EndInput(client);
            if (client.Owed.Count > 0)
            {
                Everything_owed_was_sent(client);
            }

            Hold.That(
                client.IsPaused == client.MustWait,
                "A client is paused while a line of it waits or is under way, and at no other time.",
                () => $"client {client.Number} is {(client.IsPaused ? string.Empty : "not ")}paused");
        }

        foreach (var client in reference.Closed)
        {
            client.Irc?.EndInput(client);
            Everything_owed_was_sent(client);
            Hold.That(client.IsClosed, "Whoever has to go is closed.", () => $"client {client.Number}");
        }

        Hold.That(reference.Appends.Due.Count == 0, "What has gathered is appended as soon as it may be.", () => $"batch {reference.Appends.Due.Peek().Number}");
        Hold.That(!reference.MustSayStopped, "A server says when it has stopped.", () => "it has not");
        reference.Closed.Clear();
        _next.Clear();
    }

    private void Everything_owed_was_sent(ReferenceClient client)
    {
        var next = _next.GetValueOrDefault(client.Number);
        while (next < client.Owed.Count && client.Owed[next].Text is null && (client.IsAnswering || client.Answer.Count == 0))
        {
            next++;
        }

        Hold.That(
            next == client.Owed.Count,
            "Nothing that a client must be told is left out or put off.",
            () => $"client {client.Number} was not sent \"{client.Owed[next].Text ?? client.Answer.Peek().Text}\"");
        client.Owed.Clear();
    }

    private List<string> Lines(ReadOnlySpan<byte> bytes)
    {
        var lines = new List<string>();
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf("\r\n"u8);
            Hold.That(end >= 0, "Whatever is sent is whole lines.", () => $"of {limits.MaxLineBytes} bytes or fewer");
            var line = Encoding.UTF8.GetString(bytes[..end]);
            Nothing_sent_can_act_on_a_terminal(line);
            lines.Add(line);
            bytes = bytes[(end + 2)..];
        }

        return lines;
    }

    private static void Nothing_sent_can_act_on_a_terminal(string line)
    {
        if (line.AsSpan().IndexOfAnyExceptInRange(' ', '~') >= 0)
        {
            foreach (var unit in line)
            {
                Hold.That(
                    unit is >= ' ' and not (>= '\u007f' and < '\u00a0') and not (>= '\u202a' and <= '\u202e')
                        and not (>= '\u2066' and <= '\u2069') and not ('\u2028' or '\u2029' or '\ufffd'),
                    "No control character but the line's end is in any output.",
                    () => $"U+{(int)unit:X4} in \"{line}\"");
            }
        }
    }

    private ReferenceClient? Find(ClientId id) =>
        reference.Clients.GetValueOrDefault(id.Number) ?? reference.Closed.Find(client => client.Number == id.Number && !client.IsClosed);
}
