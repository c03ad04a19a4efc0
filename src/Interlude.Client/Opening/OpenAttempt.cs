using System.Net.Sockets;
using Interlude.Client.Destinations;
using Interlude.Lines;

namespace Interlude.Client.Opening;

/// <summary>One attempt to reach a destination: its steps, the time that they have together, and what is open so far.</summary>
internal sealed class OpenAttempt : IDisposable
{
    private readonly OpenOptions _options;
    private readonly CancellationToken _givenUp;
    private readonly CancellationTokenSource _time;
    private readonly CancellationTokenSource _stop;
    private Action _abandon = () => { };
    private string _late = "";

    public OpenAttempt(OpenOptions options, CancellationToken cancellationToken)
    {
        (_options, _givenUp) = (options, cancellationToken);
        _time = new(options.Client.ConnectTimeout, options.Client.Connection.TimeProvider);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(_time.Token, cancellationToken);
    }

    public async Task<LineConnection> RunAsync(Destination destination)
    {
        try
        {
            return destination switch
            {
                Destination.Server server => await OpenAsync(server).ConfigureAwait(false),
                Destination.Program program => new LineConnection(
                    ProgramTransport.Start(program.CommandLine, _options.Client.Connection), _options.Client.Connection),
                _ => throw new NotSupportedException($"{destination} cannot be reached yet."),
            };
        }
        catch (OperationCanceledException) when (_time.IsCancellationRequested && !_givenUp.IsCancellationRequested)
        {
            _abandon();
            throw new SocketException((int)SocketError.TimedOut, $"{_late} within {_options.Client.ConnectTimeout.TotalSeconds:0.###} s");
        }
        catch
        {
            _abandon();
            throw;
        }
    }

    public void Dispose()
    {
        _stop.Dispose();
        _time.Dispose();
    }

    private async Task<LineConnection> OpenAsync(Destination.Server server)
    {
        var transport = await ReachAsync(server.EndPoint).ConfigureAwait(false);
        var tls = _options.Tls with { ServerName = _options.Tls.ServerName ?? (server.EndPoint as LineEndPoint.Tcp)?.Host };
        if (server.IsTls)
        {
            transport = await SecureAsync(transport, tls).ConfigureAwait(false);
        }

        var connection = new LineConnection(transport, _options.Client.Connection);
        if (_options.StartTls is { } startTls)
        {
            (_abandon, _late) = (() => connection.Abort(), $"{server.EndPoint} did not begin TLS");
            await startTls.RunAsync(connection, tls, _stop.Token).ConfigureAwait(false);
        }

        return connection;
    }

    // By way of the proxy if there is one: the families that are asked for are those of the way to it.
    private async Task<LineTransport> ReachAsync(LineEndPoint endPoint)
    {
        var (proxy, target) = (_options.Proxy, endPoint as LineEndPoint.Tcp);
        var way = proxy is null || target is null ? endPoint : proxy.EndPoint with { Families = target.Families };

        // It has the same time limit itself, and can say which addresses were tried.
        var transport = await LineClient.ConnectTransportAsync(way, _options.Client, _givenUp).ConfigureAwait(false);
        _abandon = transport.Abort;
        if (proxy is not null && target is not null)
        {
            _late = $"{proxy} did not connect to {target}";
            await proxy.AskAsync(transport, target, _stop.Token).ConfigureAwait(false);
        }

        return transport;
    }

    private async Task<LineTransport> SecureAsync(LineTransport transport, TlsClientOptions tls)
    {
        _late = $"TLS did not begin with {transport.RemoteName}";
        var secured = await TlsTransport.ConnectAsync(transport, tls, _options.Client.Connection.TimeProvider, _stop.Token).ConfigureAwait(false);
        _abandon = secured.Abort;
        return secured;
    }
}
