using Interlude.Client.Pipes;
using Interlude.Client.Records;
using Interlude.Client.Talks;
using Interlude.Lines;

namespace Interlude.Client.Scripts;

/// <summary>A talk whose lines are looked at: said one by one, waited for, written down. What scripts need no <c>sleep</c>
/// for.</summary>
public sealed class ScriptMode : IDisposable
{
    private readonly ITalk _talk;
    private readonly ScriptOptions _options;
    private readonly InputEnding _ending;
    private readonly LinesHeard _heard;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isMet;   // the line came up to which it was to go on
    private LineCloseReason _reason = LineCloseReason.ClosedHere;

    private ScriptMode(ITalk talk, int waits, ScriptOptions options)
    {
        (_talk, _options) = (talk, options);
        _ending = new InputEnding(options.EndOfInput, options.Clock);
        _heard = new LinesHeard(waits, options.Clock);
    }

    /// <summary>Does the steps in order, while all that comes is written down; then what
    /// <see cref="ScriptOptions.EndOfInput"/> says.</summary>
    /// <param name="talk">Read by nobody else; over at the end.</param>
    /// <param name="steps">What to do.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="IOException">The lines cannot be written down.</exception>
    public static async Task<PipeEnd> RunAsync(ITalk talk, IReadOnlyList<Step> steps, ScriptOptions options)
    {
        ArgumentNullException.ThrowIfNull(talk);
        ArgumentNullException.ThrowIfNull(steps);
        ArgumentNullException.ThrowIfNull(options);
        using var mode = new ScriptMode(talk, steps.OfType<Step.Expect>().Count(), options);
        return await mode.RunAsync(steps.ToAsyncEnumerable()).ConfigureAwait(false);
    }

    /// <summary>Says lines as they come from somewhere else, and waits for none of their answers.</summary>
    /// <param name="talk">Read by nobody else; over at the end.</param>
    /// <param name="lines">Without delimiter; each valid until the next is asked for.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="IOException">The lines cannot be read, or those that come not written down.</exception>
    public static async Task<PipeEnd> RunAsync(ITalk talk, IAsyncEnumerable<ReadOnlyMemory<byte>> lines, ScriptOptions options)
    {
        ArgumentNullException.ThrowIfNull(talk);
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(options);
        using var mode = new ScriptMode(talk, waits: 0, options);
        return await mode.RunAsync(lines.Select(line => new Step.Send(line))).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Dispose();
        _heard.Dispose();
    }

    private async Task<PipeEnd> RunAsync(IAsyncEnumerable<Step> steps)
    {
        var reading = ReadAllAsync();
        var doing = DoAllAsync(steps, reading);
        await Task.WhenAny(reading, doing).ConfigureAwait(false);
        if (doing.IsFaulted)
        {
            _talk.Connection?.Abort();   // as the server would not know otherwise that the rest is missing
            await _stop.CancelAsync().ConfigureAwait(false);
        }

        try
        {
            await reading.ConfigureAwait(false);
        }
        catch (IOException)
        {
            _talk.Connection?.Abort();   // what is under way to it would be waited for
            throw;
        }
        finally
        {
            await _stop.CancelAsync().ConfigureAwait(false);
            await ((Task)doing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        var end = await doing.ConfigureAwait(false);
        return end with
        {
            Reason = _reason,
            MissingReplies = _ending.Missing,
            Unmet = _isMet ? null : end.Unmet ?? _options.Until,
        };
    }

    private async Task ReadAllAsync()
    {
        await Task.Yield();
        try
        {
            await foreach (var item in _talk.ReadAsync(_stop.Token).ConfigureAwait(false))
            {
                if (item.Kind == LineClientItemKind.Connected)
                {
                    _connected.TrySetResult();
                }

                if (item.Kind is LineClientItemKind.Line or LineClientItemKind.TooLong or LineClientItemKind.Unterminated)
                {
                    await TakeAsync(item).ConfigureAwait(false);
                }

                if (TalkNotice.Of(item) is { } notice)
                {
                    _options.Report(notice);
                }

                _reason = item.Reason ?? _reason;
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The script has failed.
        }
        finally
        {
            _heard.End();
        }
    }

    private async ValueTask TakeAsync(LineClientItem item)
    {
        _ending.Hearing();
        _options.Recorder.Record(LineDirection.Received, item.Line.Span);
        if (!_heard.IsDone || (_options.Until is not null && !_isMet))
        {
            var text = LineText.Decode(item.Line.Span);
            if (_options.Until is { } until && !_isMet && until.IsMatch(text))
            {
                _isMet = true;
                _ = _talk.CloseAsync();   // reading goes on until it is done
            }

            await _heard.AddAsync(text, _stop.Token).ConfigureAwait(false);
        }

        _ending.Heard(1);
    }

    private async Task<PipeEnd> DoAllAsync(IAsyncEnumerable<Step> steps, Task reading)
    {
        await Task.Yield();
        var end = new PipeEnd(_reason);
        var pace = new Pace(_options.LinesPerSecond, _options.Clock);
        var (isUnderWay, isLost) = (false, false);   // a line that was taken from the steps and may not have gone out
        try
        {
            await foreach (var step in steps.WithCancellation(_stop.Token).ConfigureAwait(false))
            {
                if (step is Step.Send send)
                {
                    isUnderWay = true;
                    await pace.WaitAsync(_stop.Token).ConfigureAwait(false);
                    _options.Recorder.Record(LineDirection.Sent, send.Line.Span);
                    isUnderWay = !await _talk.WriteLineAsync(send.Line, _stop.Token).ConfigureAwait(false);
                    isLost |= isUnderWay;   // a talk that connects again goes on with the next
                }
                else if (step is Step.Expect expect && await _heard.WaitAsync(expect).ConfigureAwait(false) is var found and not Found.InTime)
                {
                    await _talk.CloseAsync().ConfigureAwait(false);
                    return end with { Unmet = expect.Pattern, IsLate = found == Found.Late };
                }
            }

            // Before the first connection there is nothing to be left, and no silence.
            await Task.WhenAny(_connected.Task, reading).ConfigureAwait(false);
            await _ending.RunAsync(_talk, reading).ConfigureAwait(false);
            if (_options.Until is { } until && _options.UntilTimeout is { } patience)
            {
                await _ending.QuietAsync(patience, reading).ConfigureAwait(false);
                if (!reading.IsCompleted && !_isMet)
                {
                    await _talk.CloseAsync().ConfigureAwait(false);
                    end = end with { Unmet = until, IsLate = true };
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The talk is over; whoever waits for standard input is left behind.
        }

        return end with { InputTaken = !(isUnderWay || isLost) || _isMet };
    }
}
