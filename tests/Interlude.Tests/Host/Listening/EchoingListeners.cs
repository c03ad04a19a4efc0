using System.Collections;
using System.Threading.Channels;
using Interlude.Host.Configuring;
using Interlude.Host.Listening;
using Interlude.Lines;
using Interlude.Server;

namespace Interlude.Tests.Host.Listening;

/// <summary>The listeners of a configuration in front of a server that sends each line back, with the dialect before it.</summary>
internal sealed class EchoingListeners : IAsyncDisposable
{
    private readonly Listeners _listeners;

    private EchoingListeners(Listeners listeners) => _listeners = listeners;

    /// <summary>Those that were accepted.</summary>
    public Channel<LineConnection> Accepted { get; } = Channel.CreateUnbounded<LineConnection>();

    public Configuration Configuration { get; set; } = Configuration.Default;

    public static async Task<EchoingListeners> StartAsync(params (string, string)[] settings)
    {
        EchoingListeners? echoing = null;
        var reading = new ConfigurationReader(null, new Hashtable(), settings).Read();
        Assert.Empty(reading.Errors);
        var listeners = await Listeners.OpenAsync(() => echoing?.Configuration ?? reading.Configuration!, TextWriter.Null);
        echoing = new EchoingListeners(listeners) { Configuration = reading.Configuration! };
        await listeners.StartAsync((connection, dialect) =>
        {
            echoing.Accepted.Writer.TryWrite(connection);
            _ = EchoAsync(connection, dialect);
        });
        return echoing;
    }

    public int Port(int index = 0) => ((LineEndPoint.Tcp)_listeners.Places[index].EndPoint).Port;

    public Uri Uri(int index = 0, string path = "") => new($"{_listeners.Places[index].ToString().Replace("localhost", "127.0.0.1", StringComparison.Ordinal)}/{path}");

    public ValueTask DisposeAsync() => _listeners.DisposeAsync();

    private static async Task EchoAsync(LineConnection connection, PeerDialect dialect)
    {
        while (await connection.WaitToReadAsync())
        {
            LineStatus status;
            while ((status = connection.TryRead(out var line)) is LineStatus.Line or LineStatus.TooLong)
            {
                if (line.Span.SequenceEqual("close"u8))
                {
                    connection.TryWrite("last words\r\n"u8);
                    connection.Close();
                    return;
                }

                // A line in two sends is one message all the same.
                connection.TryWrite(status == LineStatus.TooLong ? "too"u8 : dialect == PeerDialect.Irc ? "irc"u8 : "plain"u8);
                await connection.FlushAsync();
                connection.TryWrite(status == LineStatus.TooLong ? " long"u8 : " "u8, status == LineStatus.TooLong ? default : line.Span, "\r\n"u8);
            }

            connection.Flush();
        }

        connection.Close();
    }
}
