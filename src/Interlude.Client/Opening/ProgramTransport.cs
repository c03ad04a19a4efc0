using System.ComponentModel;
using System.Diagnostics;
using Interlude.Lines;

namespace Interlude.Client.Opening;

/// <summary>A program that was started for the purpose: what goes to its standard input, and what it writes to its standard
/// output. Its standard error is ours.</summary>
/// <remarks>
/// <para><b>Ends.</b> <see cref="EndSendingAsync"/> closes its input. When it stops reading while there is more for it,
/// as <c>head</c> does, the connection is not lost, for its output is still to come: what it does not take is dropped, and
/// <see cref="TookAll"/> says so.</para>
/// <para><b>Leaving.</b> A program that has ended its output in good order is given some time to end; one that has not, and
/// any when the transport is aborted, is killed with the programs that it has started. One that went into the background,
/// so that nobody knows its parent, stays.</para>
/// <para><b>The terminal.</b> It may be the program's too, by its standard error. The runtime sets nothing at it when the
/// program starts or ends, as long as <see cref="Console"/> is not used for input.</para>
/// </remarks>
public sealed class ProgramTransport : LineTransport
{
    private readonly Process _process;
    private readonly StreamTransport _streams;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _timeProvider;
    private bool _outputEnded;
    private volatile bool _tookAll = true;

    private ProgramTransport(Process process, string name, LineConnectionOptions options)
    {
        (_process, _patience, _timeProvider) = (process, options.LingerTime, options.TimeProvider);
        _streams = new StreamTransport(process.StandardOutput.BaseStream, process.StandardInput.BaseStream, name);
        Exited = ExitAsync(process);
    }

    /// <summary>Ends when the program has, with its exit status: 128 and the signal's number if it was one. Never
    /// fails.</summary>
    public Task<int> Exited { get; }

    /// <summary>Whether all that was sent went into its input, though it may not have been read there.</summary>
    public bool TookAll => _tookAll;

    /// <summary>The command.</summary>
    public override string RemoteName => _streams.RemoteName;

    /// <summary>Starts a command: by <c>/bin/sh -c</c>, on Windows by <c>cmd.exe /c</c>.</summary>
    /// <param name="command">For the shell.</param>
    /// <param name="options">Of the connection: <see cref="LineConnectionOptions.LingerTime"/> is how long a program may
    /// take to end after its output has.</param>
    /// <exception cref="OpenException">The shell cannot be started.</exception>
    public static ProgramTransport Start(string command, LineConnectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(options);
        return OperatingSystem.IsWindows()
            ? Start(new ProcessStartInfo("cmd.exe") { Arguments = $"/d /s /c \"{command}\"" }, command, options)
            : Start(new ProcessStartInfo("/bin/sh", ["-c", command]), command, options);
    }

    internal static ProgramTransport Start(ProcessStartInfo start, string name, LineConnectionOptions options)
    {
        (start.RedirectStandardInput, start.RedirectStandardOutput) = (true, true);
        try
        {
            return new ProgramTransport(Process.Start(start)!, name, options);
        }
        catch (Win32Exception failure)
        {
            throw new OpenException($"{start.FileName} cannot be started: {new Win32Exception(failure.NativeErrorCode).Message}", failure);
        }
    }

    /// <inheritdoc/>
    public override ValueTask WaitToReceiveAsync(CancellationToken cancellationToken) => _streams.WaitToReceiveAsync(cancellationToken);

    /// <inheritdoc/>
    public override async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var count = await _streams.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
        _outputEnded |= count == 0;
        return count;
    }

    /// <inheritdoc/>
    public override async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        if (!_tookAll)
        {
            return;
        }

        try
        {
            await _streams.SendAsync(bytes).ConfigureAwait(false);
        }
        catch (IOException)
        {
            _tookAll = false;   // a pipe has no other way to fail than that nobody holds its other end
        }
    }

    /// <inheritdoc/>
    public override ValueTask EndSendingAsync() => _streams.EndSendingAsync();

    /// <inheritdoc/>
    public override void Abort()
    {
        Kill();   // first, for it may hold up a write that runs
        _streams.Abort();
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _streams.DisposeAsync().ConfigureAwait(false);
        try
        {
            await Exited.WaitAsync(_outputEnded ? _patience : TimeSpan.Zero, _timeProvider).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Kill();
        }
    }

    private static async Task<int> ExitAsync(Process process)
    {
        await process.WaitForExitAsync().ConfigureAwait(false);
        return process.ExitCode;
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception failure) when (failure is Win32Exception or AggregateException or InvalidOperationException)
        {
            // It has ended already, or one that it has started has; nothing more can be done about the rest.
        }
    }
}
