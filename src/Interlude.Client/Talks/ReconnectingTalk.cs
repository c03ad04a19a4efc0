using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Interlude.Lines;

namespace Interlude.Client.Talks;

/// <summary>A talk over one connection after another: it connects again whenever one has ended, until somebody here leaves or
/// ends the input. The first connection is tried as often as any other.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A source of cancellation without timer, handle and parents holds nothing.")]
public sealed class ReconnectingTalk : ITalk
{
    private readonly Lock _lock = new();
    private readonly ReconnectingLineClient _client;
    private readonly CancellationTokenSource _leaving = new();
    private readonly TaskCompletionSource<LineConnection?> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LineConnection? _latest;
    private bool _isInputEnded;

    /// <param name="open">Opens a connection.</param>
    /// <param name="options">Settings; <see cref="ReconnectOptions.GapWrites"/> says whether lines wait in a gap.</param>
    public ReconnectingTalk(Func<CancellationToken, Task<LineConnection>> open, ReconnectOptions? options = null) =>
        _client = new ReconnectingLineClient(open, options);

    /// <inheritdoc/>
    public LineConnection? Connection => _client.Connection;

    private bool IsEnding
    {
        get
        {
            lock (_lock)
            {
                return _isInputEnded || _leaving.IsCancellationRequested;
            }
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<LineClientItem> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _leaving.Token);
        try
        {
            await using var items = _client.ReadAsync(stop.Token).GetAsyncEnumerator(CancellationToken.None);
            while (await TryMoveAsync(items, cancellationToken).ConfigureAwait(false))
            {
                if (items.Current.Kind == LineClientItemKind.Connected)
                {
                    Opened();
                }
                else if (items.Current.Kind == LineClientItemKind.Lost && IsEnding)
                {
                    break;
                }

                yield return items.Current;
            }
        }
        finally
        {
            _first.TrySetResult(null);
        }

        yield return new(LineClientItemKind.Lost) { Reason = await LastReasonAsync().ConfigureAwait(false) };
    }

    /// <inheritdoc/>
    public ValueTask<bool> WriteLineAsync(ReadOnlyMemory<byte> line, CancellationToken cancellationToken) =>
        _client.WriteLineAsync(line, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<bool> EndInputAsync(CancellationToken cancellationToken)
    {
        LineConnection? connection;
        bool isGap;
        lock (_lock)
        {
            _isInputEnded = true;
            connection = _client.Connection;
            isGap = connection is null && _first.Task.IsCompleted;
        }

        if (isGap)
        {
            await _leaving.CancelAsync().ConfigureAwait(false);
            return false;
        }

        connection ??= await _first.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        return connection is not null && await connection.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<LineCloseReason> CloseAsync()
    {
        await _leaving.CancelAsync().ConfigureAwait(false);
        return _client.Connection is { } connection
            ? await connection.CloseAsync().ConfigureAwait(false)
            : await LastReasonAsync().ConfigureAwait(false);
    }

    private async ValueTask<bool> TryMoveAsync(IAsyncEnumerator<LineClientItem> items, CancellationToken cancellationToken)
    {
        try
        {
            return await items.MoveNextAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return false;   // the connection, if there was one, is closed by now
        }
    }

    private void Opened()
    {
        lock (_lock)
        {
            _latest = _client.Connection;
            _first.TrySetResult(_latest);
        }
    }

    private async Task<LineCloseReason> LastReasonAsync()
    {
        LineConnection? latest;
        lock (_lock)
        {
            latest = _latest;
        }

        return latest is null ? LineCloseReason.ClosedHere : await latest.Completion.ConfigureAwait(false);
    }
}
