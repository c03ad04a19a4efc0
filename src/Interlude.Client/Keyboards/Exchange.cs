using System.Text;
using System.Threading.Channels;
using Interlude.Client.Editing;
using Interlude.Client.Records;
using Interlude.Client.Talks;
using Interlude.Client.Terminals;
using Interlude.Lines;

namespace Interlude.Client.Keyboards;

/// <summary>Both ways of a talk beside a keyboard: what comes in waits in order until it is shown, what is said goes out in
/// order while the keyboard goes on.</summary>
/// <remarks>What comes in is bounded, so a server that sends faster than the terminal shows is slowed down. One task uses
/// this.</remarks>
internal sealed class Exchange : IDisposable
{
    private const int MostWaiting = 256;

    // Of longer lines only one waits to be shown, so many of them are not kept in memory at once.
    private const int LongLine = 64 * 1024;

    private readonly ITalk _talk;
    private readonly KeyboardOptions _options;
    private readonly CancellationTokenSource _leaving = new();
    private readonly Channel<Happening> _happened = Channel.CreateBounded<Happening>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly Channel<byte[]> _outgoing = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SemaphoreSlim _longShown = new(0);
    private readonly Task _receiving, _sending;
    // How long what was received waits for the line that is being said: it may be the answer to it, and comes below it then.
    private static readonly TimeSpan Courtesy = TimeSpan.FromMilliseconds(50);

    private Happening.Said? _untold;
    private volatile Task _saying = Task.CompletedTask;   // until the line that is being said is told
    private Task? _something, _key;   // waits for the next

    /// <summary>Begins at once.</summary>
    /// <param name="talk">Not read yet; still open when this is over.</param>
    /// <param name="options">What is done beside it.</param>
    public Exchange(ITalk talk, KeyboardOptions options)
    {
        (_talk, _options) = (talk, options);
        _receiving = ReceiveAsync(_leaving.Token);
        _sending = SendAllAsync(_leaving.Token);
    }

    // Nothing more happens when nothing more comes; and a fault is to be told at once.
    private bool IsOver => _receiving.IsCompleted || _sending.IsFaulted;

    /// <summary>Says a line, when those before it are said.</summary>
    /// <param name="line">Without delimiter; this object's from now on.</param>
    /// <returns>False after <see cref="TryEndInput"/>.</returns>
    public bool TrySay(byte[] line) => _outgoing.Writer.TryWrite(line);

    /// <summary>Ends the input behind all that was said.</summary>
    /// <returns>False if it is ended already.</returns>
    public bool TryEndInput() => _outgoing.Writer.TryComplete();

    /// <summary>Waits until something has happened here or at the keyboard.</summary>
    /// <returns>False if the talk is over and all of it is taken.</returns>
    public async Task<bool> WaitAsync(ChannelReader<TerminalEvent> keyboard)
    {
        // The waits are kept until they are over: a quiet keyboard beside a busy server would collect one for every line.
        _something = _something is { IsCompleted: false } ? _something : _happened.Reader.WaitToReadAsync().AsTask();
        _key = _key is { IsCompleted: false } ? _key : keyboard.WaitToReadAsync().AsTask();
        await Task.WhenAny(_something, _key, _receiving, _sending.IsCompletedSuccessfully ? _receiving : _sending).ConfigureAwait(false);
        return !IsOver || _happened.Reader.TryPeek(out _);
    }

    /// <summary>The next thing that happened, if there is one.</summary>
    public bool TryTake(out Happening? happened)
    {
        if (!_happened.Reader.TryRead(out happened))
        {
            return false;
        }

        if (happened is Happening.Received { Text.Length: > LongLine })
        {
            _longShown.Release();
        }

        return true;
    }

    /// <summary>Ends both ways; the talk is to be closed afterwards, unless it has ended.</summary>
    /// <returns>What became of the lines whose fate was not told yet.</returns>
    public async Task<IReadOnlyList<Happening.Said>> LeaveAsync()
    {
        await _leaving.CancelAsync().ConfigureAwait(false);
        _outgoing.Writer.TryComplete();
        await Task.WhenAll(_receiving, _sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var said = new List<Happening.Said>();
        while (_happened.Reader.TryRead(out var happened))
        {
            if (happened is Happening.Said one)
            {
                said.Add(one);
            }
        }

        if (_untold is not null)
        {
            said.Add(_untold);
        }

        while (_outgoing.Reader.TryRead(out var line))
        {
            said.Add(new Happening.Said(LineText.Decode(line), false));
        }

        return said;
    }

    /// <summary>After <see cref="LeaveAsync"/>: throws what has stopped either way.</summary>
    public async Task ThrowIfFaultedAsync()
    {
        await _receiving.ConfigureAwait(false);
        await _sending.ConfigureAwait(false);
    }

    /// <summary>After <see cref="LeaveAsync"/>.</summary>
    public void Dispose()
    {
        _leaving.Dispose();
        _longShown.Dispose();
    }

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        var waitedFor = Task.CompletedTask;
        try
        {
            await foreach (var item in _talk.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                var text = default(string);
                if (item.Kind is LineClientItemKind.Line or LineClientItemKind.TooLong or LineClientItemKind.Unterminated)
                {
                    _options.Record?.Invoke(LineDirection.Received, item.Line);
                    text = LineText.Decode(item.Line.Span);
                }

                if (_saying is { IsCompleted: false } saying && saying != waitedFor)
                {
                    waitedFor = saying;   // once: who cannot say more for now can still be told what comes
                    await Task.WhenAny(saying, Task.Delay(Courtesy, TimeProvider.System, cancellationToken)).ConfigureAwait(false);
                }

                await _happened.Writer.WriteAsync(new Happening.Received(item with { Line = default }, text), cancellationToken).ConfigureAwait(false);
                if (text is { Length: > LongLine })
                {
                    await _longShown.WaitAsync(cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The person has left.
        }
    }

    private async Task SendAllAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            await foreach (var line in _outgoing.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                var text = LineText.Decode(line);
                var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _saying = told.Task;
                _untold = new Happening.Said(text, null);
                var isTaken = await _talk.WriteLineAsync(line, cancellationToken).ConfigureAwait(false);
                _untold = new Happening.Said(text, isTaken);
                if (isTaken)
                {
                    _options.Record?.Invoke(LineDirection.Sent, SecretLine.LooksLike(text) ? Encoding.UTF8.GetBytes(SecretLine.Mask(text)) : line);
                }

                await _happened.Writer.WriteAsync(_untold, cancellationToken).ConfigureAwait(false);
                _untold = null;
                told.SetResult();
            }

            await _options.EndInput(_talk, _receiving).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // As above.
        }
    }
}
