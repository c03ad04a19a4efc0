using System.Diagnostics;
using System.Net.Sockets;
using Interlude.Client.Destinations;
using Interlude.Client.Web;
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
        _givenUp.ThrowIfCancellationRequested();
        try
        {
            return destination switch
            {
                Destination.Server server => await OpenAsync(server).ConfigureAwait(false),
                Destination.Program program => Open(program),
                Destination.Web web => await OpenAsync(web).ConfigureAwait(false),
                _ => throw new UnreachableException(),
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

    private LineConnection Open(Destination.Program program)
    {
        var transport = ProgramTransport.Start(program.CommandLine, _options.Client.Connection);
        _abandon = transport.Abort;
        return new LineConnection(transport, _options.Client.Connection);
    }

    private async Task<LineConnection> OpenAsync(Destination.Server server)
    {
        var transport = await ReachAsync(server).ConfigureAwait(false);
        var connection = new LineConnection(transport, _options.Client.Connection);
        if (_options.StartTls is { } startTls)
        {
            (_abandon, _late) = (() => connection.Abort(), $"{server.EndPoint} did not begin TLS");
            await startTls.RunAsync(connection, Tls(server), _stop.Token).ConfigureAwait(false);
        }

        return connection;
    }

    private async Task<LineConnection> OpenAsync(Destination.Web web)
    {
        var transport = await ReachAsync(web.Host).ConfigureAwait(false);
        _late = $"{web} did not become a WebSocket";
        var upgraded = await WebUpgrade.RunAsync(web.Uri, transport, _options, _stop.Token).ConfigureAwait(false);
        return new LineConnection(upgraded, _options.Client.Connection);
    }

    private async Task<LineTransport> ReachAsync(Destination.Server server)
    {
        var transport = await ConnectAsync(server.EndPoint).ConfigureAwait(false);
        if (!server.IsTls)
        {
            return transport;
        }

        _late = $"TLS did not begin with {transport.RemoteName}";
        var secured = await TlsTransport.ConnectAsync(transport, Tls(server), _options.Client.Connection.TimeProvider, _stop.Token).ConfigureAwait(false);
        _abandon = secured.Abort;
        return secured;
    }

    private TlsClientOptions Tls(Destination.Server server) =>
        _options.Tls with { ServerName = _options.Tls.ServerName ?? (server.EndPoint as LineEndPoint.Tcp)?.Host };

    // By way of the proxy if there is one: the families that are asked for are those of the way to it.
    private async Task<LineTransport> ConnectAsync(LineEndPoint endPoint)
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
}
