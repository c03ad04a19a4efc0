using System.Diagnostics;
using System.Text;
using Interlude.Load.Wire;

namespace Interlude.Load.Driving;

/// <summary>All clients of a run, on one thread: connects and registers them, receives what comes, and answers PING.</summary>
internal sealed class Crowd(DriveOptions options) : IDisposable
{
    private const int MostUnregistered = 1000;   // so that the backlog of the listener is never what limits
    private const int MostJoining = 50;
    private const int Capabilities = 3;

    private readonly Epoll _epoll = new();
    private readonly LineCutter _cutter = new(LoadClient.ReceiveBytes + 16384);
    private readonly LoadClient?[] _clients = new LoadClient?[options.Pattern.Clients];
    private int _registered;
    private int _joined;
    private int _answered;
    private int _lastName;
    private long _lines;

    /// <summary>Told of what comes once there is talk.</summary>
    public ITalkListener? Listener { get; set; }

    public int Registered => _registered;

    public int Tagged => _clients.Count(client => client?.Capabilities == Capabilities);

    public LoadClient this[int index] => _clients[index]!;

    /// <summary>Connects all, and waits until they are registered.</summary>
    /// <returns>Whether all were before the limit.</returns>
    public bool Register()
    {
        var limit = Deadline();
        for (var index = 0; index < _clients.Length; index++)
        {
            var client = _clients[index] = new LoadClient(_epoll, index, _lastName++, options.Server);
            var asks = options.Tags && index % 2 == 0;
            client.Put(Encoding.ASCII.GetBytes(
                (asks ? "CAP REQ :server-time\r\nCAP REQ :message-tags\r\nCAP REQ :echo-message\r\n" : "") +
                $"NICK {client.Nick}\r\nUSER {client.Nick} 0 * :load\r\n" +
                (asks ? "CAP END\r\n" : "")));
            client.Flush();
            if (index % 50 == 49)
            {
                Turn(0);
            }

            while (_registered < index - MostUnregistered)
            {
                if (Stopwatch.GetTimestamp() > limit)
                {
                    return false;
                }

                Turn(100);
            }
        }

        while (_registered < _clients.Length)
        {
            if (Stopwatch.GetTimestamp() > limit)
            {
                return false;
            }

            Turn(100);
        }

        return true;
    }

    /// <summary>All break off, without a word.</summary>
    public void BreakOff()
    {
        for (var index = 0; index < _clients.Length; index++)
        {
            _clients[index]?.Dispose();
            _clients[index] = null;
        }

        _registered = 0;
    }

    /// <summary>Everyone joins the channel of its group.</summary>
    public void Join()
    {
        for (var index = 0; index < _clients.Length; index++)
        {
            Join(index);
            if (index % MostJoining == MostJoining - 1)
            {
                WaitFor(() => _joined > index - MostJoining, () => $"{_joined} of {_clients.Length} clients joined");
            }
        }

        WaitFor(() => _joined == _clients.Length, () => $"{_joined} of {_clients.Length} clients joined");
    }

    public void Join(int index)
    {
        var client = this[index];
        client.Stage = ClientStage.Joining;
        client.Put(Encoding.ASCII.GetBytes($"JOIN #b{options.Pattern.GroupOf(index)}\r\n"));
        client.Flush();
    }

    /// <summary>Asks each client's server whether it is there: with the answers, all that was sent to the client before has come.</summary>
    public void Settle()
    {
        _answered = 0;
        var asked = 0;
        foreach (var client in _clients)
        {
            if (client is { IsGone: false })
            {
                client.Put("PING :settled\r\n"u8);
                client.Flush();
                asked++;
            }
        }

        WaitFor(() => _answered >= asked - Gone(), () => $"{_answered} of {asked} clients were answered to PING");

        int Gone() => _clients.Count(client => client is { IsGone: true });
    }

    /// <summary>Goes on until something holds.</summary>
    /// <exception cref="LoadException">No line came for the limit's time and it still does not hold.</exception>
    public void WaitFor(Func<bool> holds, Func<string> progress)
    {
        var (limit, seen) = (Deadline(), _lines);
        while (!holds())
        {
            Turn(100);
            if (_lines != seen)
            {
                (limit, seen) = (Deadline(), _lines);
            }
            else if (Stopwatch.GetTimestamp() > limit)
            {
                throw new LoadException($"{progress()}; then nothing came for {options.LimitSeconds} s.");
            }
        }
    }

    /// <summary>Takes what is there for all clients once.</summary>
    /// <param name="milliseconds">How long to wait if there is nothing.</param>
    /// <returns>How many sockets had something.</returns>
    public int Turn(int milliseconds)
    {
        var count = _epoll.Wait(milliseconds);
        for (var number = 0; number < count; number++)
        {
            var (index, events) = _epoll.At(number);
            if (_clients[index] is not { IsGone: false } client)
            {
                continue;
            }

            if ((events & Epoll.Writable) != 0)
            {
                client.Flush();
            }

            if ((events & (Epoll.Readable | Epoll.Broken)) != 0)
            {
                Receive(client);
            }
        }

        return count;
    }

    public void Dispose()
    {
        BreakOff();
        _epoll.Dispose();
    }

    private long Deadline() => Stopwatch.GetTimestamp() + (long)(options.LimitSeconds * Stopwatch.Frequency);

    private void Receive(LoadClient client)
    {
        int count;
        do
        {
            count = client.Receive(_cutter);
            if (count == 0)
            {
                End(client, "closed by the server");
                return;
            }

            if (count < 0)
            {
                return;
            }

            var now = Stopwatch.GetTimestamp();
            while (_cutter.TryTake(out var line))
            {
                _lines++;
                if (MessageTail.TryRead(line, out var tail) && Listener is not null)
                {
                    Listener.OnMessage(client, tail, now);
                }
                else
                {
                    Answer(client, line);
                }
            }

            client.KeepRest(_cutter);
        }
        while (count >= LoadClient.ShortReceive);
    }

    private void Answer(LoadClient client, ReadOnlySpan<byte> line)
    {
        var said = IrcLine.FromVerb(line);
        if (said.StartsWith("PING "u8))
        {
            client.Put("PONG "u8);
            client.Put(said[5..]);
            client.Put("\r\n"u8);
            client.Flush();
        }
        else if (said.StartsWith("PONG "u8) || line.StartsWith("You sent: PING"u8))   // the floor knows no PING
        {
            _answered++;
        }
        else if (said.StartsWith("001 "u8))
        {
            client.Stage = ClientStage.Welcomed;
        }
        else if (client.Stage == ClientStage.Welcomed && (said.StartsWith("376 "u8) || said.StartsWith("422 "u8)))
        {
            client.Stage = ClientStage.Registered;
            _registered++;
        }
        else if (client.Stage == ClientStage.Joining && said.StartsWith("366 "u8))
        {
            client.Stage = ClientStage.Joined;
            _joined++;
        }
        else if (said.StartsWith("CAP "u8) && said.IndexOf(" ACK "u8) >= 0)
        {
            client.Capabilities++;
            client.Echoes |= said.IndexOf("echo-message"u8) >= 0;
        }
        else if (said.StartsWith("ERROR"u8))
        {
            End(client, $"given up by the server: {Encoding.UTF8.GetString(said)}");
        }
        else if (IrcLine.IsRefusal(said))
        {
            throw new LoadException($"Client {client.Index} was refused: {Encoding.UTF8.GetString(line)}");
        }
        else if (said.StartsWith("JOIN "u8) || said.StartsWith("PART "u8) || said.StartsWith("NICK "u8))
        {
            Listener?.OnEvent(client, said);
        }
    }

    private static void End(LoadClient client, string how)
    {
        if (!client.MayBeDropped)
        {
            throw new LoadException($"Client {client.Index} was {how}.");
        }

        client.GiveUp();
    }
}
