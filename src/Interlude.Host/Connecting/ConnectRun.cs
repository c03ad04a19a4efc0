using System.CommandLine;
using System.Net.Sockets;
using Interlude.Client;
using Interlude.Client.Destinations;
using Interlude.Client.Keyboards;
using Interlude.Client.Opening;
using Interlude.Client.Pipes;
using Interlude.Client.Records;
using Interlude.Client.Scripts;
using Interlude.Client.Security;
using Interlude.Client.Talks;
using Interlude.Client.Web;
using Interlude.Lines;

namespace Interlude.Host.Connecting;

/// <summary>One run of <c>interlude connect</c>: opens, chooses among keyboard, script and pipe, and tells how it ended.</summary>
internal sealed class ConnectRun(
    ParseResult parsed, Destination destination, OpenOptions opening, LoginScript? login, SecurityOptions security, FramingOptions framing, TalkOptions talking, SessionOptions session)
{
    private bool _isOpening;
    private LineConnection? _latest;

    /// <summary>Says something on standard error.</summary>
    public static void Tell(string sentence) => StandardStreams.WriteError($"interlude connect: {sentence}\n");

    public async Task<ConnectEnding> RunAsync(CancellationToken cancellationToken)
    {
        var name = destination.ToString();
        try
        {
            var isKeyboard = !OperatingSystem.IsWindows() && Keyboard.IsThere && !talking.IsScripted(parsed);
            var input = talking.IsRequest(parsed) ? Stream.Null : StandardStreams.OpenInput();
            var output = StandardStreams.OpenOutput(parsed.GetValue(session.Raw));
            using var recorder = new Recorder(TimeProvider.System);
            if (!isKeyboard)
            {
                recorder.Add(output, talking.ReadFormat(parsed) ?? RecordFormat.Received(framing.ReadOutput(parsed)));
            }

            AddLog(recorder);
            if (security.SaysInsecure(parsed))
            {
                Tell($"nobody checks that this is {name}, since --insecure was given: whoever is in between can read and change everything.");
            }

            if (login?.Warning is { } warning)
            {
                Tell(warning);
            }

            try
            {
                var end = !OperatingSystem.IsWindows() && isKeyboard ? new PipeEnd(await Keyboard.RunAsync(await BeginAsync(isKeyboard: true, cancellationToken), name, KeyboardOptions(recorder)))
                    : LooksAtLines ? await ScriptAsync(await BeginAsync(isKeyboard: false, cancellationToken), input, recorder)
                    : await PipeAsync(input, output, cancellationToken);
                return ConnectEnding.Of(name, await WithProgramAsync(end));
            }
            catch (Exception failure) when (_isOpening && failure is SocketException or IOException)
            {
                return ConnectEnding.OfFailure(name, failure);
            }
            catch (TlsHandshakeException failure)
            {
                return ConnectEnding.OfFailure(name, failure);   // of a later connection: no try would help
            }
        }
        catch (ReaderGoneException)
        {
            return new ConnectEnding(ExitCode.Failure, null);   // as a program that SIGPIPE ends says nothing either
        }
        catch (IOException failure)
        {
            return new ConnectEnding(ExitCode.Failure, $"{failure.Message.TrimEnd('.')}.");
        }
    }

    private bool LooksAtLines => talking.IsScripted(parsed) || parsed.GetValue(talking.Log) is not null || parsed.GetValue(framing.MaxLine) is not null
        || parsed.GetValue(session.Reconnect) || parsed.GetValue(session.Irc);

    private EndOfInput EndOfInput => talking.ReadEndOfInput(parsed, security.CanHalfClose(parsed, destination));

    private PipeOptions PipeOptions => new()
    {
        InputDelimiter = framing.ReadInput(parsed, destination),
        WireDelimiter = framing.ReadWire(parsed, destination),
        OutputDelimiter = framing.ReadOutput(parsed),
        EndOfInput = EndOfInput,
    };

    private KeyboardOptions KeyboardOptions(Recorder recorder)
    {
        var ending = new InputEnding(EndOfInput, TimeProvider.System);
        return new()
        {
            IsRaw = parsed.GetValue(session.Raw),
            HasTimestamps = parsed.GetValue(session.Timestamps),
            IsScreenReader = parsed.GetValue(session.ScreenReader),
            WordFile = parsed.GetValue(session.Words),
            EndInput = (talk, over) => ending.RunAsync(talk, over),
            Record = (direction, line) =>
            {
                recorder.Record(direction, line.Span);
                if (direction == LineDirection.Received)
                {
                    ending.Heard(lines: 1);
                }
            },
        };
    }

    // A talk over one connection needs it now; one that connects again tells of each try itself.
    private async Task<ITalk> BeginAsync(bool isKeyboard, CancellationToken cancellationToken)
    {
        ITalk talk = parsed.GetValue(session.Reconnect)
            ? new ReconnectingTalk(OpenAsync, new ReconnectOptions
            {
                Login = login is null ? null : login.SayAsync,
                GapWrites = isKeyboard ? GapWritePolicy.Refuse : GapWritePolicy.Wait,
            })
            : new SingleTalk(await OpenFirstAsync(cancellationToken));
        return parsed.GetValue(session.Irc) ? new IrcTalk(talk, TimeProvider.System, login, isKeyboard) : talk;
    }

    private async Task<LineConnection> OpenFirstAsync(CancellationToken cancellationToken)
    {
        _isOpening = true;
        var connection = await OpenAsync(cancellationToken);
        _isOpening = false;
        if (login is not null)
        {
            await login.SayAsync(connection, cancellationToken);   // if the server has left, reading will tell
        }

        return connection;
    }

    private async Task<LineConnection> OpenAsync(CancellationToken cancellationToken)
    {
        _latest = await Opener.OpenAsync(destination, opening, cancellationToken);
        var transport = _latest.Transport is WebTransport web ? web.Inner : _latest.Transport;
        if (parsed.GetValue(security.Info) && transport is TlsTransport secured)
        {
            StandardStreams.WriteError(string.Concat(TlsSummary.Of(secured, opening.Tls.Trust).Select(line => line + '\n')));
        }

        return _latest;
    }

    // A program that ended by itself tells how by its exit status, and took what it wanted.
    private async Task<PipeEnd> WithProgramAsync(PipeEnd end) =>
        _latest?.Transport is ProgramTransport program && end.Reason.Kind == LineCloseKind.PeerClosed
            ? end with { InputTaken = program.TookAll && end.InputTaken, ProgramStatus = await program.Exited }
            : end;

    private async Task<PipeEnd> PipeAsync(Stream input, Stream output, CancellationToken cancellationToken)
    {
        var connection = await OpenFirstAsync(cancellationToken);
        try
        {
            return await PipeMode.RunAsync(connection, input, output, PipeOptions);
        }
        catch (IOException)
        {
            connection.Abort();
            throw;
        }
    }

    private Task<PipeEnd> ScriptAsync(ITalk talk, Stream input, Recorder recorder)
    {
        var options = new ScriptOptions
        {
            Recorder = recorder,
            EndOfInput = EndOfInput,
            Until = talking.ReadUntil(parsed),
            UntilTimeout = talking.ReadTimeout(parsed),
            LinesPerSecond = parsed.GetValue(talking.Rate)?.Value,
            Report = Tell,
        };
        return talking.IsRequest(parsed)
            ? ScriptMode.RunAsync(talk, talking.ReadSteps(parsed), options)
            : ScriptMode.RunAsync(talk, InputLines.ReadAsync(input, framing.ReadInput(parsed, destination)), options);
    }

    // What is said on a connection may be for nobody else, so neither is the file.
    private void AddLog(Recorder recorder)
    {
        if (parsed.GetValue(talking.Log) is not { } path)
        {
            return;
        }

        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            recorder.Add(new FileStream(path, options), RecordFormat.Text);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"--log: {path} cannot be written: {failure.Message}", failure);
        }
    }
}
