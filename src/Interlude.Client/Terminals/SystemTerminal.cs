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
    private const int StopSignal = 19;   // SIGSTOP, on Linux: unlike SIGTSTP it stops the process though that is watched for
    private const int StopSignalOnBsd = 17;
    private const string BeginBracketedPaste = "\e[?2004h", EndBracketedPaste = "\e[?2004l";

    // As long as the bytes of one key may be apart, over a slow line too; Escape alone is felt this much later.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private readonly Channel<TerminalEvent> _events = Channel.CreateUnbounded<TerminalEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TerminalMode _mode = TerminalMode.Of(Input);
    private readonly List<PosixSignalRegistration> _signals = [];
    private bool _isRaw;
    private bool _isLeft;

    /// <exception cref="IOException">The terminal cannot be set.</exception>
    public SystemTerminal()
    {
        Enter();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Leave(forGood: true);
        AppDomain.CurrentDomain.UnhandledException += (_, _) => Leave(forGood: true);
        foreach (var deadly in new[] { PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGINT, PosixSignal.SIGQUIT })
        {
            _signals.Add(PosixSignalRegistration.Create(deadly, _ => Leave(forGood: true)));
        }

        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => _events.Writer.TryWrite(new TerminalEvent.Resized())));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => Resume()));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTSTP, stop =>
        {
            stop.Cancel = true;
            Suspend();
        }));
        new Thread(Read) { IsBackground = true, Name = "keyboard" }.Start();
    }

    public override (int Columns, int Rows) Size => TerminalMode.SizeOf(Output);

    public override ChannelReader<TerminalEvent> Events => _events.Reader;

    public override void Write(string text) => Descriptor.Write(Output, Encoding.UTF8.GetBytes(text));

    public override void Suspend()
    {
        Leave(forGood: false);
        _ = Kill(Environment.ProcessId, OperatingSystem.IsLinux() ? StopSignal : StopSignalOnBsd);
    }

    public override void Dispose()
    {
        Leave(forGood: true);
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }
    }

    private void Resume()
    {
        Enter();
        _events.Writer.TryWrite(new TerminalEvent.Resumed());
    }

    private void Enter()
    {
        lock (_lock)
        {
            if (!_isRaw && !_isLeft)
            {
                _mode.BeginRaw();
                Write(BeginBracketedPaste);
                _isRaw = true;
            }
        }
    }

    private void Leave(bool forGood)
    {
        lock (_lock)
        {
            _isLeft |= forGood;
            if (_isRaw)
            {
                _isRaw = false;
                _mode.Restore();
                TryWrite(EndBracketedPaste);
            }
        }
    }

    // The window may have been closed, which is no trouble to somebody who leaves.
    private void TryWrite(string text)
    {
        try
        {
            Write(text);
        }
        catch (IOException)
        {
        }
    }

    private void Read()
    {
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                var count = Descriptor.Read(Input, buffer);
                if (count == 0)
                {
                    break;
                }

                _events.Writer.TryWrite(new TerminalEvent.Typed(buffer[..count]));
                if (!Descriptor.WaitToRead(Input, Moment))
                {
                    _events.Writer.TryWrite(new TerminalEvent.Quiet());
                }
            }

            _events.Writer.TryWrite(new TerminalEvent.Gone(null));
        }
        catch (IOException failure)
        {
            _events.Writer.TryWrite(new TerminalEvent.Gone(failure));
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
