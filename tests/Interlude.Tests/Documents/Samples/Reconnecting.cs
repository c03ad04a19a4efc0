using System.Text;
using Interlude.Lines;

namespace Interlude.Tests.Documents.Samples;

internal static class Reconnecting
{
    // sample: reconnecting
    public static async Task FollowAsync(LineEndPoint server, TextWriter output, CancellationToken stop)
    {
        var client = new ReconnectingLineClient(server, new ReconnectOptions
        {
            FirstPause = TimeSpan.FromMilliseconds(100),
            Login = (connection, token) => connection.WriteLineAsync("NICK ana"u8.ToArray(), token),
        });
        await foreach (var item in client.ReadAsync(stop))
        {
            switch (item.Kind)
            {
                case LineClientItemKind.Line:
                    output.WriteLine(Encoding.UTF8.GetString(item.Line.Span));
                    break;
                case LineClientItemKind.Lost:
                    output.WriteLine($"-- lost: {item.Reason!.Kind}");
                    break;
                case LineClientItemKind.Connected when item.Gap is not null:
                    output.WriteLine("-- back; lines may be missing here");
                    break;
            }
        }
    }
    // end

    // sample: reconnecting-tls
    public static ReconnectOptions Secured(TlsClientOptions tls) => new()
    {
        Client = new LineClientOptions { Tls = tls },   // the server's name is the host's, unless tls names another
    };
    // end
}
