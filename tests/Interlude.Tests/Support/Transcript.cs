using System.Globalization;
using System.Text;
using Interlude.Server;
using Interlude.Tests.Tidy;
using Interlude.World;

namespace Interlude.Tests.Support;

/// <summary>
/// Plays a golden transcript on a real <see cref="ChatServer"/> and writes down what every client gets.
/// </summary>
/// <remarks>
/// Inputs, one a line: <c>+ ana</c> connects (<c>+ ana 192.0.2.1</c> from an address that limits count);
/// <c>ana&gt; text</c> is a line of hers; <c>ana! end</c> her end of input, <c>ana! reset</c>, <c>ana! too-long</c>,
/// <c>ana! overflow</c>, <c>ana! drained</c>, <c>ana! hex 61FF</c> a line in bytes; <c>! time 500</c> lets milliseconds pass;
/// <c>! log fails|works|loses|repeats</c> what appends come to; <c>! stop</c> stops the node; <c>= Name 3</c>, at the top,
/// sets a limit of the server's or the world's. Outputs: <c>ana&lt; text</c>, <c>ana| paused</c>, <c>ana| resumed</c>, <c>ana| closed</c>.
/// <c>#</c> with a space begins a comment. <c>UPDATE_GOLDEN=1</c> writes the outputs into the file.
/// </remarks>
internal sealed class Transcript
{
    private readonly StringBuilder _written = new();
    private readonly RehearsedLog _log = new();
    private readonly Dictionary<string, ClientId> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<ClientId, string> _names = [];
    private readonly Dictionary<string, int> _limits = new(StringComparer.Ordinal);
    private ChatServer? _server;
    private bool _showsPauses;
    private long _elapsed;

    /// <summary>Plays the inputs of a file and compares what comes of them with the whole file.</summary>
    public static void Check(string path)
    {
        var source = Path.Combine(RepositoryTree.Root, "tests", "Interlude.Tests", "Golden", path);
        var golden = File.ReadAllText(source);
        var transcript = new Transcript();
        foreach (var line in golden.Split('\n').SkipLast(1))
        {
            transcript.Play(line);
        }

        var written = transcript._written.ToString();
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(source, written);
        }

        Assert.Equal(golden, written);
    }

    private Moment Now => new(new Timestamp(1_700_000_000_000 + _elapsed), _elapsed);

    private void Play(string line)
    {
        var mark = line.IndexOfAny([' ', '<', '|', '>', '!']);
        if (line.Length == 0 || line.StartsWith("# ", StringComparison.Ordinal))
        {
            _written.Append(line).Append('\n');
        }
        else if (mark < 0 || mark + 1 >= line.Length)
        {
            throw new FormatException($"\"{line}\" is no line of a transcript.");
        }
        else if (line[mark] is not ('<' or '|'))
        {
            _written.Append(line).Append('\n');
            Input(line[..mark], line[mark], line[(mark + 1)..]);
        }
    }

    private void Input(string name, char mark, string rest)
    {
        if (name == "=")
        {
            var words = rest.Split(' ');
            _limits.Add(words[0], int.Parse(words[1], CultureInfo.InvariantCulture));
            return;
        }

        var server = _server ??= Start();
        if (name == "+")
        {
            var words = rest.Split(' ');
            var id = new ClientId(_names.Count + 1);
            _ids[words[0]] = id;
            _names[id] = words[0];
            server.Connect(id, new Peer(words.Length > 1 ? words[1] : "here", words.Length == 1), Now);
        }
        else if (name.Length == 0 && mark == '!')
        {
            OfTheNode(server, rest.Trim());
        }
        else if (mark == '>')
        {
            server.Receive(_ids[name], Encoding.UTF8.GetBytes(rest[(rest.Length > 0 ? 1 : 0)..]), Now);
        }
        else
        {
            OfTheConnection(server, _ids[name], rest.Trim());
        }

        Do(server);
    }

    private ChatServer Start()
    {
        var server = new ChatServer(
            new ServerOptions
            {
                Incarnation = new Incarnation(new NodeId(1), 1),
                Policy = Limited(new WorldPolicy { Lobby = Names.Channel("#lobby") }),
                Limits = Limited(new ServerLimits()),
            },
            new ChatWorld());
        server.Start(Now);
        Do(server);
        return server;
    }

    private T Limited<T>(T limits)
        where T : notnull
    {
        foreach (var property in typeof(T).GetProperties().Where(property => _limits.ContainsKey(property.Name)))
        {
            property.SetValue(limits, _limits[property.Name]);
        }

        return limits;
    }

    private void OfTheNode(ChatServer server, string what)
    {
        switch (what.Split(' '))
        {
            case ["time", var milliseconds]:
                Pass(server, long.Parse(milliseconds, CultureInfo.InvariantCulture));
                break;
            case ["log", "works"]:
                _log.Next = AppendResult.Appended;
                break;
            case ["log", "fails"]:
                _log.Next = AppendResult.Failed;
                break;
            case ["log", "loses" or "repeats"]:
                _log.Next = AppendResult.Unknown;
                _log.UnknownLands = what.EndsWith("repeats", StringComparison.Ordinal);
                break;
            case ["show", "pauses"]:
                _showsPauses = true;
                break;
            case ["stop"]:
                server.Stop(Now);
                break;
            default:
                throw new FormatException($"A transcript cannot \"{what}\".");
        }
    }

    private void OfTheConnection(ChatServer server, ClientId id, string what)
    {
        switch (what.Split(' '))
        {
            case ["end"]:
                server.EndOfInput(id, Now);
                break;
            case ["reset"]:
                server.Disconnect(id, Now);
                break;
            case ["too-long"]:
                server.ReceiveTooLong(id, Now);
                break;
            case ["overflow"]:
                server.Overflowed(id, Now);
                break;
            case ["drained"]:
                server.Drained(id, Now);
                break;
            case ["hex", var bytes]:
                server.Receive(id, Convert.FromHexString(bytes), Now);
                break;
            default:
                throw new FormatException($"A connection cannot \"{what}\".");
        }
    }

    // Stops at each deadline on the way, as a host would.
    private void Pass(ChatServer server, long milliseconds)
    {
        var until = _elapsed + milliseconds;
        while (server.Deadline is { } deadline && deadline <= until)
        {
            _elapsed = Math.Max(_elapsed, deadline);
            server.Tick(Now);
            Do(server);
        }

        _elapsed = until;
    }

    private void Do(ChatServer server)
    {
        while (server.Outputs.Count > 0)
        {
            var outputs = server.Outputs.ToArray();
            server.Outputs.Clear();
            foreach (var output in outputs)
            {
                Do(server, output);
            }
        }
    }

    private void Do(ChatServer server, Output output)
    {
        switch (output)
        {
            case Output.Send send:
                foreach (var client in send.Clients)
                {
                    WriteLines(_names[client], send.Bytes);
                }

                break;
            case Output.Close close:
                WriteLines(_names[close.Client], close.LastWords);
                Note(_names[close.Client], "closed");
                break;
            case Output.Append append:
                _log.Append(append.Batch, server, Now);
                break;
            case Output.Pause pause when _showsPauses:
                Note(_names[pause.Client], "paused");
                break;
            case Output.Resume resume when _showsPauses:
                Note(_names[resume.Client], "resumed");
                break;
            case Output.AwaitDrain await:
                Note(_names[await.Client], "has more to come");
                break;
            case Output.Stopped:
                Note(string.Empty, "the node has stopped");
                break;
            case Output.Fault fault:
                throw new InvalidOperationException($"A mistake in {fault.Doing}", fault.Exception);
        }
    }

    private void Note(string name, string what) => _written.Append(name).Append("| ").Append(what).Append('\n');

    private void WriteLines(string name, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        var text = Encoding.UTF8.GetString(bytes.Span);
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        foreach (var line in text[..^2].Split("\r\n"))
        {
            _written.Append(name).Append('<').Append(line.Length > 0 ? " " : string.Empty).Append(line).Append('\n');
        }
    }
}
