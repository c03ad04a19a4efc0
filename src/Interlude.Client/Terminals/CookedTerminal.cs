using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using System.Threading.Channels;

namespace Interlude.Client.Terminals;

/// <summary>The terminal that the process was started at, in the mode in which it was found: it edits and echoes the line
/// itself, and stops and goes on by itself. Only Ctrl-C is watched for.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class CookedTerminal : IDisposable
{
    private const int Input = 0, Output = 1;

    private readonly Channel<TerminalEvent> _events = Channel.CreateUnbounded<TerminalEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly PosixSignalRegistration _interrupt;
    private int _interrupts;

    public CookedTerminal()
    {
        // The first one leaves in good order; a second one is the system's, which ends the process.
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, interrupt =>
        {
            interrupt.Cancel = Interlocked.Increment(ref _interrupts) == 1;
            _events.Writer.TryWrite(new TerminalEvent.Interrupted());
        });
        TerminalInput.Begin(Input, _events.Writer);
    }

    /// <summary>What happens at it, in order. One reader.</summary>
    public ChannelReader<TerminalEvent> Events => _events.Reader;

    /// <exception cref="IOException">It is gone.</exception>
    public static void Write(string text) => Descriptor.Write(Output, Encoding.UTF8.GetBytes(text));

    public void Dispose() => _interrupt.Dispose();
}
