using System.Net.Sockets;
using Interlude.Host.Configuring;
using Interlude.Host.Serving;
using Interlude.Lines;
using Interlude.Server;

namespace Interlude.Host.Listening;

/// <summary>All places where the server listens.</summary>
internal sealed class Listeners : IAsyncDisposable
{
    /// <summary>Bytes of a line of IRC without CR LF: the tags of a client with their space, and the rest (message-tags, "Size limit").</summary>
    public const int IrcLineBytes = 4096 + 510;

    /// <summary>What is received at once: some lines. A turn may hold a block for each of hundreds of connections, far more than the
    /// pool keeps, and what is beyond is garbage.</summary>
    private const int ReceiveBytes = 4096;

    /// <summary>Connections that the server has closed or refused may be so many, until their peers have taken their end.</summary>
    private const int LingeringConnections = 1000;

    private readonly List<(ListenPlace Place, LineListener Listener)> _lines = [];
    private readonly List<ListenPlace> _webPlaces = [];
    private readonly List<string> _notices = [];
    private WebListener? _web;

    private Listeners()
    {
    }

    /// <summary>The places with the ports they got, in the order of the configuration.</summary>
    public IReadOnlyList<ListenPlace> Places { get; private set; } = [];

    /// <summary>What the operator should know, each once.</summary>
    public IEnumerable<string> Notices =>
        _lines.Select(line => line.Listener.Notice).OfType<string>().Concat(_notices).Distinct();

    /// <summary>Takes all places or none: nobody is accepted before every place is ours.</summary>
    /// <param name="configuration">The one in force; where to listen is read once.</param>
    /// <param name="errors">Where failures to accept are told.</param>
    /// <param name="poller">Who polls what is accepted; null for the runtime.</param>
    /// <exception cref="PlaceException">A place is not to be had.</exception>
    public static async Task<Listeners> OpenAsync(Func<Configuration> configuration, TextWriter errors, EpollPoller? poller = null)
    {
        var listeners = new Listeners();
        try
        {
            listeners.Open(configuration, errors, poller);
            return listeners;
        }
        catch (PlaceException)
        {
            await listeners.DisposeAsync();
            throw;
        }
    }

    /// <summary>Begins to accept everywhere.</summary>
    public async Task StartAsync(Action<LineConnection, PeerDialect> accepted)
    {
        foreach (var (place, listener) in _lines)
        {
            listener.Start(connection => accepted(connection, place.Dialect));
        }

        if (_web is not null)
        {
            await _web.StartAsync(connection => accepted(connection, PeerDialect.Irc));
        }
    }

    /// <summary>Accepts no more; connections live on.</summary>
    public async Task StopAsync()
    {
        _web?.Stop();
        foreach (var (_, listener) in _lines)
        {
            await listener.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_web is not null)
        {
            await _web.DisposeAsync();
        }
    }

    private void Open(Func<Configuration> configuration, TextWriter errors, EpollPoller? poller)
    {
        var start = configuration();
        var plain = OptionsOf(start.Limits, errors, poller);
        var irc = plain with { Connection = plain.Connection with { MaxLineBytes = IrcLineBytes, Filter = null } };
        var ircs = irc with { Tls = TlsOf(configuration) };
        foreach (var place in start.Listen.Where(place => !place.IsWeb))
        {
            try
            {
                var options = place.Scheme switch { ListenScheme.Plain => plain, ListenScheme.Ircs => ircs, _ => irc };
                _lines.Add((place, LineListener.Open(place.EndPoint, options)));
            }
            catch (SocketException failure)
            {
                throw new PlaceException(place, failure);
            }
        }

        if (start.Listen.Any(place => place.IsWeb))
        {
            _web = WebListener.Open(start.Listen.Where(place => place.IsWeb), configuration, irc, _webPlaces, _notices);
        }

        var (line, web) = (0, 0);
        Places =
        [
            .. start.Listen.Select(place => place.IsWeb ? _webPlaces[web++] : place with { EndPoint = _lines[line++].Listener.EndPoint }),
        ];
    }

    // Whoever shows a certificate proves by it that it has its key, and nothing else: which account it opens, accounts say.
    private static TlsServerOptions TlsOf(Func<Configuration> configuration) => new(_ => configuration().Certificate)
    {
        ClientCertificates = ClientCertificates.Optional,
        ClientTrust = TlsTrust.Insecure,
    };

    private static LineListenerOptions OptionsOf(ServerLimits limits, TextWriter errors, EpollPoller? poller) => new()
    {
        Poller = poller,
        // The server counts those it serves, and tells one too many why. Beyond, those that linger are too many.
        MaxConnections = limits.MaxConnections + LingeringConnections,
        Connection = new LineConnectionOptions
        {
            MaxLineBytes = limits.MaxLineBytes,
            ReceiveBytes = ReceiveBytes,
            OverLimit = OverLimitPolicy.Skip,
            OutboxLimitBytes = limits.MaxOutboxBytes + Performer.ReserveBytes,
            Filter = () => new TelnetFilter(),
        },
        AcceptFailed = (failure, pause) => errors.WriteLine(
            $"interlude serve: cannot accept: {failure.Message}; next try in {pause.TotalMilliseconds} ms."),
    };
}
