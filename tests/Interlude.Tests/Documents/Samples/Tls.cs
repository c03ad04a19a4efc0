using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Interlude.Lines;

namespace Interlude.Tests.Documents.Samples;

// sample: tls-listener
sealed class CertificateFiles(string chainFile, string keyFile)
{
    private volatile SslStreamCertificateContext _current = Load(chainFile, keyFile);

    // After the files were replaced: connections from now on get the new one, those that are open go on.
    public void Reload() => _current = Load(chainFile, keyFile);

    public LineListener Listen(int port)
    {
        var listener = LineListener.Open(new LineEndPoint.Tcp("localhost", port), new LineListenerOptions
        {
            Tls = new TlsServerOptions(serverName => _current),
            HandshakeFailed = (peer, failure) => Console.Error.WriteLine($"{peer.RemoteName}: {failure.Message}"),
        });
        listener.Start(() => new Echo());
        return listener;
    }

    private static SslStreamCertificateContext Load(string chainFile, string keyFile)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(chainFile);
        return SslStreamCertificateContext.Create(
            X509Certificate2.CreateFromPemFile(chainFile, keyFile), chain, offline: true);
    }
}
// end

internal static class TlsClients
{
    // sample: tls-client
    public static Task<LineConnection> ConnectAsync(int port, X509Certificate2 authority) =>
        LineClient.ConnectAsync(new LineEndPoint.Tcp("localhost", port), new TlsClientOptions
        {
            ServerName = "server.test",                    // default: the host that is connected to
            Trust = TlsTrust.Authorities(authority),       // default: what the machine trusts
        });
    // end

    // sample: starttls-client
    public static async Task<bool> SecureAsync(LineConnection connection, TlsClientOptions tls)
    {
        if (await Requests.AskAsync(connection, "STARTTLS") is not ['2', ..])
        {
            return false;   // no TLS: say nothing that others may not hear
        }

        await connection.StartTlsAsync(tls);
        return true;
    }
    // end
}

// sample: starttls-server
sealed class Mailbox(TlsServerOptions tls) : LineProtocol
{
    private LineConnection _peer = null!;
    private string? _user;

    public override void Connected(LineConnection connection) => _peer = connection;

    public override void LineReceived(ReadOnlySpan<byte> line)
    {
        if (line.SequenceEqual("STARTTLS"u8) && _peer.Transport is not TlsTransport)
        {
            _peer.TryWrite("220 go ahead\r\n"u8);   // goes in the clear
            StartTls(tls);
        }
        else
        {
            _user ??= Encoding.UTF8.GetString(line);
            _peer.TryWrite("250 hello "u8, Encoding.UTF8.GetBytes(_user), "\r\n"u8);
        }
    }

    public override void TlsStarted() => _user = null;   // forget what was said in the clear
}
// end
