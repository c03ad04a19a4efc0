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
/// Inputs, one a line: <c>+ ana</c> connects (<c>+ ana 192.0.2.1</c> from an address that limits count), <c>+ ana irc</c>
/// and <c>+ ana irc 192.0.2.1</c> as an IRC client, <c>+ ana irc tls 00ff</c> as one that has shown that certificate; <c>++ ana</c> is an IRC client that has registered, what it saw is left
/// out, <c>++ ana echo-message batch</c> with capabilities;
/// <c>ana&gt; text</c> is a line of hers; <c>ana! end</c> her end of input, <c>ana! reset</c>, <c>ana! too-long</c>,
/// <c>ana! overflow</c>, <c>ana! drained</c>, <c>ana! bytes a\xFF</c> a line with escaped bytes; <c>! time 500</c> lets
/// milliseconds pass; <c>! crowd 90</c> brings people called p1 to p90, what they see is left out;
/// <c>! log works|fails|loses|repeats</c> says what appends come to, <c>! log works once, fails</c> that the next one
/// comes to something else; <c>! archive fails|works</c> says whether history can be read; <c>! show pauses</c>; <c>! stop</c> stops the node, <c>! restart</c> kills it and starts it anew; <c>= Name 3</c>, at the top, sets a limit of
/// the server's or the world's, <c>= Lobby none</c> takes the lobby away.
/// Outputs: <c>ana&lt; text</c>, <c>ana| paused</c>, <c>ana| resumed</c>, <c>ana| closed</c>.
/// In all lines, <c>\xNN</c> stands for a control character.
/// <c>= Operator root</c> knows an operator whose password is <c>pass-root</c>, <c>= Helper root</c> one without powers,
/// <c>= Mechanisms PLAIN EXTERNAL</c> offers these, <c>= Busy true</c> leaves nobody time for passwords,
/// <c>= Password</c> asks IRC clients for <c>pass-server</c>, <c>= Motd a line</c>, <c>= Cloaks</c>, <c>= AdminEmail x@y</c> and
/// other texts of the server's profile. <c>! set MaxTopicBytes 50</c> configures the running server anew;
/// <c>= ConfigurationError a text</c> is what is wrong with the file when it is read anew.
/// <c>= News a sentence</c> is what recovery has to say to operators.
/// <c>#</c> with a space begins a comment. <c>UPDATE_GOLDEN=1</c> writes the outputs into the file.
/// </remarks>
internal sealed class Transcript
{
    private readonly StringBuilder _written = new();
    private readonly RehearsedLog _log = new();
    private readonly RehearsedArchive _archive = new();
    private readonly Dictionary<string, ClientId> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<ClientId, string> _names = [];
    private readonly TranscriptSettings _settings = new();
    private ChatServer? _server;
    private bool _isQuiet;
    private bool _showsPauses;
    private int _lives;
    private int _lastId;
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
        else if (mark < 0 || (line[mark] != '>' && mark + 1 >= line.Length))
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
            _settings.Set(rest.Split(' ', 2));
            return;
        }

        var server = _server ??= Start();
        if (name is "+")
        {
            var words = rest.Split(' ');
            var isIrc = words.Length > 1 && words[1] == "irc";
            var fingerprint = words is [_, "irc", "tls", var shown] ? shown : null;
            Connect(server, words[0], isIrc, fingerprint is null ? words.Skip(isIrc ? 2 : 1).FirstOrDefault() : null, fingerprint);
        }
        else if (name is "++")
        {
            Register(server, rest.Split(' '));
        }
        else if (name.Length == 0 && mark == '!')
        {
            OfTheNode(server, rest.Trim());
        }
        else if (mark == '>')
        {
            server.Receive(_ids[name], Unescape(rest[(rest.Length > 0 ? 1 : 0)..]), Now);
        }
        else
        {
            OfTheConnection(server, _ids[name], rest.Trim());
        }

        Do(server);
    }

    private void Connect(ChatServer server, string name, bool isIrc, string? address, string? fingerprint = null)
    {
        var id = new ClientId(++_lastId);
        _ids[name] = id;
        _names[id] = name;
        var peer = new Peer(address ?? "here", address is null) { Dialect = isIrc ? PeerDialect.Irc : PeerDialect.Plain, Fingerprint = fingerprint };
        server.Connect(
            id,
            address is null ? peer : peer with { Host = address, Ip = System.Net.IPAddress.Parse(address).GetAddressBytes() },
            Now);
    }

    private void Register(ChatServer server, string[] words)
    {
        _isQuiet = true;
        var (name, address) = words[0].Split('@') is [var named, var from] ? (named, from) : (words[0], null);
        Connect(server, name, isIrc: true, address);
        Do(server);
        foreach (var line in (string[])[$"CAP REQ :{string.Join(' ', words.Skip(1))}", $"NICK {name}", $"USER {name} 0 * :{name} Real", "CAP END"])
        {
            server.Receive(_ids[name], Encoding.UTF8.GetBytes(line), Now);
            Do(server);
        }

        _isQuiet = false;
    }

    // In a new life of the node, with what the log holds.
    private ChatServer Start()
    {
        var world = new ChatWorld();
        foreach (var entry in _log.Entries)
        {
            world.Apply(entry, []);
        }

        var server = new ChatServer(_settings.Options() with { Incarnation = new Incarnation(new NodeId(1), ++_lives) }, world);
        server.Start(Now, _settings.News);
        Do(server);
        return server;
    }

    // Nobody is told, and no connection is left.
    private void Restart()
    {
        _names.Clear();
        _ids.Clear();
        _server = Start();
    }

    private void OfTheNode(ChatServer server, string what)
    {
        switch (what.Split(' '))
        {
            case ["time", var milliseconds]:
                Pass(server, long.Parse(milliseconds, CultureInfo.InvariantCulture));
                break;
            case ["log", var outcome]:
                _log.Next = _log.Then = Outcome(outcome);
                break;
            case ["log", var outcome, "once,", var then]:
                (_log.Next, _log.Then) = (Outcome(outcome), Outcome(then));
                break;
            case ["crowd", var count]:
                Gather(server, int.Parse(count, CultureInfo.InvariantCulture));
                break;
            case ["archive", var outcome]:
                _archive.IsBroken = outcome == "fails";
                break;
            case ["show", "pauses"]:
                _showsPauses = true;
                break;
            case ["set", .. var words]:
                _settings.Set(words);
                server.Configure(_settings.Options(), Now);
                break;
            case ["restart"]:
                Restart();
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
            case ["bytes", ..]:
                server.Receive(id, Unescape(what["bytes ".Length..]), Now);
                break;
            default:
                throw new FormatException($"A connection cannot \"{what}\".");
        }
    }

    private static Rehearsed Outcome(string word) => word switch
    {
        "works" => Rehearsed.Works,
        "fails" => Rehearsed.Fails,
        "loses" => Rehearsed.Loses,
        "repeats" => Rehearsed.Repeats,
        _ => throw new FormatException($"A log cannot \"{word}\"."),
    };

    private void Gather(ChatServer server, int count)
    {
        for (var number = 1; number <= count; number++)
        {
            var id = new ClientId(++_lastId);
            server.Connect(id, new Peer("here", IsExempt: true), Now);
            Do(server);
            server.Receive(id, Encoding.UTF8.GetBytes($"p{number}"), Now);
            Do(server);
        }
    }

    // \xNN is a byte; everything else is UTF-8 as it stands.
    private static byte[] Unescape(string text)
    {
        var bytes = new List<byte>();
        var parts = text.Split("\\x");
        bytes.AddRange(Encoding.UTF8.GetBytes(parts[0]));
        foreach (var part in parts.Skip(1))
        {
            bytes.Add(Convert.FromHexString(part[..2])[0]);
            bytes.AddRange(Encoding.UTF8.GetBytes(part[2..]));
        }

        return [.. bytes];
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
        for (var index = 0; index < server.Outputs.Count; index++)
        {
            Do(server, server.Outputs[index]);
        }

        server.ClearOutputs();
    }

    private void Do(ChatServer server, Output output)
    {
        switch (output)
        {
            case Output.Send send:
                foreach (var client in send.Clients)
                {
                    WriteLines(client, send.Bytes);
                }

                break;
            case Output.Close close:
                WriteLines(close.Client, close.LastWords);
                Note(close.Client, "closed");
                break;
            case Output.Append append:
                _log.Append(append.Batch, server, Now);
                break;
            case Output.Request request:
                server.Completed(request.Number, Answer(request.What), Now);
                break;
            case Output.Pause pause when _showsPauses:
                Note(pause.Client, "paused");
                break;
            case Output.Resume resume when _showsPauses:
                Note(resume.Client, "resumed");
                break;
            case Output.AwaitDrain await:
                Note(await.Client, "has more to come");
                break;
            case Output.Stopped:
                _written.Append("| the node has stopped\n");
                break;
            case Output.Fault fault:
                throw new InvalidOperationException($"A mistake in {fault.Doing}", fault.Exception);
        }
    }

    private RequestResult Answer(ServerRequest what) => _archive.Answer(what, _log.Entries) ?? what switch
    {
        ServerRequest.CheckPassword check => new RequestResult.PasswordChecked(RehearsedPasswords.Fits(check), _settings.IsBusy),
        ServerRequest.MakeVerifier make => new RequestResult.VerifierMade(_settings.IsBusy ? null : RehearsedPasswords.VerifierOf(make.Password.Span)),
        _ => new RequestResult.ConfigurationRead(_settings.Error is null ? _settings.Options() : null, "interlude.jsonc", _settings.Error),
    };

    private void Note(ClientId client, string what)
    {
        if (!_isQuiet && _names.TryGetValue(client, out var name))
        {
            _written.Append(name).Append("| ").Append(what).Append('\n');
        }
    }

    private void WriteLines(ClientId client, ReadOnlyMemory<byte> bytes)
    {
        if (_isQuiet || bytes.IsEmpty || !_names.TryGetValue(client, out var name))
        {
            return;
        }

        var text = Encoding.UTF8.GetString(bytes.Span);
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        foreach (var line in text[..^2].Split("\r\n"))
        {
            _written.Append(name).Append('<').Append(line.Length > 0 ? " " : string.Empty);
            foreach (var letter in line)
            {
                _written.Append(char.IsControl(letter) ? $"\\x{(int)letter:X2}" : letter.ToString());
            }

            _written.Append('\n');
        }
    }
}
