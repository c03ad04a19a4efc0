using System.Net;

namespace Interlude.Lines;

/// <summary>Tries addresses, each a little later than the one before or as soon as one has failed, and takes the first
/// that answers (RFC 8305, section 5). Used once.</summary>
internal sealed class ConnectRace(
    IReadOnlyList<EndPoint> addresses, Func<EndPoint, CancellationToken, Task<LineTransport>> connector,
    TimeSpan attemptDelay, TimeProvider clock)
{
    private static readonly object GivenUp = new();

    private readonly List<Runner> _started = [];
    private object? _outcome;   // the first transport, then GivenUp

    /// <summary>The addresses that were tried so far.</summary>
    public IReadOnlyList<LineConnectAttempt> Attempts =>
        [.. _started.Select(runner => new LineConnectAttempt(runner.Address, runner.Failure))];

    /// <summary>Runs the race. Losers are cancelled, and those that still get through close themselves.</summary>
    /// <returns>The winner's transport; null if all have failed.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<LineTransport?> RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            while (true)
            {
                if (_started.Count < addresses.Count)
                {
                    var runner = new Runner(addresses[_started.Count]);
                    runner.Task = RunAsync(runner, stop.Token);
                    _started.Add(runner);
                }

                var running = _started.Where(runner => !runner.Seen).Select(runner => (Task)runner.Task).ToList();
                if (running.Count == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();   // they may have heard of it before this did
                    return null;
                }

                await NextAsync(running, _started.Count < addresses.Count, cancellationToken).ConfigureAwait(false);
                foreach (var runner in _started.Where(runner => !runner.Seen && runner.Task.IsCompleted))
                {
                    runner.Seen = true;
                    if (await runner.Task.ConfigureAwait(false) is { } transport)
                    {
                        _outcome = GivenUp;
                        return transport;
                    }
                }
            }
        }
        finally
        {
            if (Interlocked.Exchange(ref _outcome, GivenUp) is LineTransport tooLate)
            {
                await tooLate.DisposeAsync().ConfigureAwait(false);
            }

            await stop.CancelAsync().ConfigureAwait(false);
        }
    }

    // Until one of them has ended or it is time for another.
    private async Task NextAsync(List<Task> running, bool more, CancellationToken cancellationToken)
    {
        using var pace = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (more)
        {
            running.Add(Task.Delay(attemptDelay, clock, pace.Token));
        }

        await Task.WhenAny(running).WaitAsync(cancellationToken).ConfigureAwait(false);
        await pace.CancelAsync().ConfigureAwait(false);
    }

    private async Task<LineTransport?> RunAsync(Runner runner, CancellationToken cancellationToken)
    {
        try
        {
            var transport = await connector(runner.Address, cancellationToken).ConfigureAwait(false);
            if (Interlocked.CompareExchange(ref _outcome, transport, null) is null)
            {
                return transport;
            }

            await transport.DisposeAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Another one won, or all was given up.
        }
        catch (Exception failure) when (LineTransport.IsLoss(failure))
        {
            runner.Failure = failure;
        }

        return null;
    }

    private sealed class Runner(EndPoint address)
    {
        public EndPoint Address => address;

        public Task<LineTransport?> Task { get; set; } = null!;

        public Exception? Failure { get; set; }

        public bool Seen { get; set; }
    }
}
