namespace Interlude.Lines;

/// <summary>STARTTLS: puts TLS under a connection that is in use, with nothing sent or received in between.</summary>
internal sealed class TlsUpgrade(
    ReplaceableTransport transport, LineReader reader, Outbox outbox, LineClosing closing, LineConnectionOptions options)
{
    public async Task RunAsync(TlsOptions tls, CancellationToken cancellationToken)
    {
        if (transport.Current is TlsTransport)
        {
            throw new InvalidOperationException("The connection is under TLS already.");
        }

        if (closing.IsReceiving)
        {
            throw new InvalidOperationException("TLS cannot begin while somebody else reads.");
        }

        if (outbox.IsComplete || reader.Finished || !closing.TryBeginReceive())
        {
            throw Ended();
        }

        transport.BeginReplacing();
        try
        {
            await ReplaceAsync(tls, cancellationToken).ConfigureAwait(false);
        }
        catch (TlsHandshakeException failure)
        {
            LineLog.HandshakeFailed(options.Log, transport.RemoteName, failure.Failure);
            closing.Abort(new LineCloseReason(LineCloseKind.TlsFailed, failure));
            throw;
        }
        catch (Exception failure)
        {
            closing.Abort(new LineCloseReason(
                failure is OperationCanceledException ? LineCloseKind.ClosedHere : LineCloseKind.Failed, failure));
            throw;
        }
        finally
        {
            transport.EndReplacing();
            closing.EndReceive(reader.Finished);
            outbox.Release();
        }
    }

    private async Task ReplaceAsync(TlsOptions tls, CancellationToken cancellationToken)
    {
        if (!reader.TryRestart(out var rest))
        {
            throw new TlsHandshakeException(TlsFailure.PlaintextFollowed,
                $"{transport.RemoteName} sent more in the clear before TLS could begin.");
        }

        // What was written until here goes in the clear, what is written from here on waits.
        if (!await FlushedAsync(tls, cancellationToken).ConfigureAwait(false))
        {
            throw Ended();
        }

        var handshake = new TlsHandshake(transport.Current, tls, options.TimeProvider, new());
        var secured = await handshake.RunAsync(rest, cancellationToken).ConfigureAwait(false);
        if (!transport.TryReplace(secured))
        {
            secured.Abort();
            throw Ended();
        }
    }

    private async Task<bool> FlushedAsync(TlsOptions tls, CancellationToken cancellationToken)
    {
        try
        {
            return await outbox.HoldAsync().AsTask()
                .WaitAsync(tls.HandshakeTimeout, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException late)
        {
            throw new TlsHandshakeException(
                TlsFailure.TimedOut, $"{transport.RemoteName} does not take what is owed to it.", late);
        }
    }

    private TlsHandshakeException Ended() =>
        new(TlsFailure.Lost, $"The connection to {transport.RemoteName} ended before TLS began.");
}
