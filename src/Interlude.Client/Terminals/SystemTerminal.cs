using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using System.Threading.Channels;

namespace Interlude.Client.Terminals;

/// <summary>The terminal that the process was started at: standard input and output.</summary>
/// <remarks>However the process ends, short of SIGKILL, the terminal is then as it was found: by disposal, by an unhandled
/// exception, by SIGTERM, SIGHUP, SIGINT or SIGQUIT; and while it is stopped too.</remarks>
[UnsupportedOSPlatform("windows")]
internal sealed class SystemTerminal : Terminal
{
    private const int Input = 0, Output = 1;
    private const int StopSignal = 19, TerminalStopSignal = 20;   // SIGSTOP, SIGTSTP, on Linux
    private const int StopSignalOnBsd = 17, TerminalStopSignalOnBsd = 18;
    private const string BeginBracketedPaste = "\e[?2004h", EndBracketedPaste = "\e[?2004l";
    private const string EndDrawing = "\e[?7h";   // lines wrap again, should we end in the midst of drawing

    // A terminal that takes nothing any more must not keep the process from ending.
    private static readonly TimeSpan WriteLimit = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private readonly Lock _writing = new();
    private readonly Channel<TerminalEvent> _events = Channel.CreateUnbounded<TerminalEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TerminalMode _mode = TerminalMode.Of(Input);
    private readonly List<PosixSignalRegistration> _signals = [];
    private int _ownStops;
    private volatile bool _isRaw;
    private volatile bool _isLeft;

    /// <exception cref="IOException">The terminal cannot be set.</exception>
    public SystemTerminal()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Leave(forGood: true);
        AppDomain.CurrentDomain.UnhandledException += (_, _) => Leave(forGood: true);
        foreach (var deadly in new[] { PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGINT, PosixSignal.SIGQUIT })
        {
            _signals.Add(PosixSignalRegistration.Create(deadly, _ => Leave(forGood: true)));
        }

        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => _events.Writer.TryWrite(new TerminalEvent.Resized())));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGCONT, goOn =>
        {
            goOn.Cancel = true;   // of what the runtime would do: set the terminal as it thinks that it was
            Resume();
        }));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTSTP, stop =>
        {
            stop.Cancel = true;
            if (Interlocked.Decrement(ref _ownStops) < 0)
            {
                Interlocked.Increment(ref _ownStops);
                Stop();
            }
        }));
        Enter();
        TerminalInput.Begin(Input, _events.Writer);
    }

    public override (int Columns, int Rows) Size => TerminalMode.SizeOf(Output);

    public override ChannelReader<TerminalEvent> Events => _events.Reader;

    public override void Write(string text)
    {
        lock (_writing)
        {
            if (!_isLeft && text.Length > 0)
            {
                Descriptor.Write(Output, Encoding.UTF8.GetBytes(text));
            }
        }
    }

    public override bool Suspend()
    {
        // The group of the session's first process has nobody above it who could go on with it.
        if (GetProcessGroup() == GetSession(0))
        {
            return false;
        }

        // The others of the group are stopped as by the terminal: a shell waits for a script that started us, not for us.
        Interlocked.Increment(ref _ownStops);
        Leave(forGood: false);
        _ = Kill(0, OperatingSystem.IsLinux() ? TerminalStopSignal : TerminalStopSignalOnBsd);
        Stop();
        return true;
    }

    public override void Dispose()
    {
        Leave(forGood: true);
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }
    }

    // Unlike SIGTSTP, SIGSTOP stops the process though the other is watched for.
    private void Stop()
    {
        Leave(forGood: false);
        _ = Kill(Environment.ProcessId, OperatingSystem.IsLinux() ? StopSignal : StopSignalOnBsd);
    }

    private void Resume()
    {
        Enter();
        _events.Writer.TryWrite(new TerminalEvent.Resumed());
    }

    // Also where we think that it is raw: whoever stopped us by SIGSTOP has left it as the shell had it.
    private void Enter()
    {
        lock (_lock)
        {
            if (!_isLeft)
            {
                _mode.BeginRaw();
                _isRaw = true;
                Descriptor.Write(Output, Encoding.UTF8.GetBytes(BeginBracketedPaste));
            }
        }
    }

    private void Leave(bool forGood)
    {
        lock (_lock)
        {
            _isLeft |= forGood;
            if (!_isRaw)
            {
                return;
            }

            _isRaw = false;
            var isMine = _writing.TryEnter(WriteLimit);
            try
            {
                Descriptor.Write(Output, Encoding.UTF8.GetBytes(EndDrawing + EndBracketedPaste));
            }
            catch (IOException)
            {
                // The window may have been closed, which is no trouble to somebody who leaves.
            }
            finally
            {
                _mode.Restore();
                if (isMine)
                {
                    _writing.Exit();
                }
            }
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);

    [DllImport("libc", EntryPoint = "getpgrp"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetProcessGroup();

    [DllImport("libc", EntryPoint = "getsid"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetSession(int process);
}
