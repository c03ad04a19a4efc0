using System.Globalization;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

/// <summary>Other people's TLS at the other end.</summary>
public class TlsInteropTests
{
    [Theory]
    [InlineData("openssl", "s_client -quiet -no_ign_eof -connect 127.0.0.1:{0}")]
    [InlineData("openssl", "s_client -quiet -no_ign_eof -tls1_2 -connect 127.0.0.1:{0}")]
    [InlineData("ncat", "--ssl 127.0.0.1 {0}")]
    [InlineData("socat", "-t 20 - OPENSSL:127.0.0.1:{0},verify=0")]
    public async Task Their_clients_are_answered(string program, string arguments)
    {
        var ended = new TaskCompletionSource<LineCloseReason>();
        await using var listener = Listen(new() { Tls = TlsPair.Server }, ended);
        await using var peer = ChildProcess.Start(Requires.Program(program), Arguments(arguments, listener));

        await peer.WriteAsync("one\n");
        Assert.Equal("one!", await peer.ReadLineAsync());
        await peer.WriteAsync("two\n");
        Assert.Equal("two!", await peer.ReadLineAsync());
        peer.EndInput();

        Assert.Contains((await ended.Task.WaitAsync(Peers.Limit)).Kind, (LineCloseKind[])[LineCloseKind.PeerClosed, LineCloseKind.Truncated]);
    }

    [Theory]
    [InlineData("ncat", "--ssl 127.0.0.1 {0}")]
    [InlineData("socat", "-t 20 - OPENSSL:127.0.0.1:{0},verify=0")]
    public async Task Those_that_end_their_input_before_they_read_get_everything(string program, string arguments)
    {
        var ended = new TaskCompletionSource<LineCloseReason>();
        await using var listener = Listen(new() { Tls = TlsPair.Server }, ended);
        await using var peer = ChildProcess.Start(Requires.Program(program), Arguments(arguments, listener));

        await peer.WriteAsync("one\ntwo\nthree\n");
        peer.EndInput();

        Assert.Equal("one!\ntwo!\nthree!\n", await peer.ReadToEndAsync());
        await ended.Task.WaitAsync(Peers.Limit);
    }

    [Theory]
    [InlineData("openssl", "s_server -quiet -naccept 1 -accept 127.0.0.1:0 -cert {0} -key {0}")]
    [InlineData("openssl", "s_server -quiet -naccept 1 -tls1_2 -accept 127.0.0.1:0 -cert {0} -key {0}")]
    public async Task Their_server_is_spoken_to(string program, string arguments)
    {
        using var folder = new TemporaryFolder();
        var file = TlsPair.Certificate.WriteTo(folder, "server.pem");
        arguments = arguments.Replace("-quiet ", "", StringComparison.Ordinal);
        await using var peer = ChildProcess.Start(Requires.Program(program), Arguments(arguments, file));
        var port = 0;
        while (port == 0)
        {
            var line = await peer.ReadLineAsync();
            Assert.NotNull(line);
            port = line.StartsWith("ACCEPT 127.0.0.1:", StringComparison.Ordinal)
                ? int.Parse(line["ACCEPT 127.0.0.1:".Length..], CultureInfo.InvariantCulture)
                : 0;
        }

        var connection = await LineClient.ConnectAsync(new LineEndPoint.Tcp("127.0.0.1", port), TlsPair.Client).WaitAsync(Peers.Limit);
        Assert.True(await connection.WriteLineAsync("over there"u8.ToArray()));
        await PassAsync(peer, "over there");
        await peer.WriteAsync("and back\n");
        Assert.True(await connection.WaitToReadAsync().AsTask().WaitAsync(Peers.Limit));
        Assert.Equal(LineStatus.Line, connection.TryRead(out var read));
        Assert.Equal("and back"u8, read.Span);
        await connection.CompleteAsync();
        while (await connection.WaitToReadAsync().AsTask().WaitAsync(Peers.Limit))
        {
            Assert.NotEqual(LineStatus.Line, connection.TryRead(out _));
        }

        Assert.Equal(LineInputEnd.Finished, connection.InputEnd);
        await connection.CloseAsync().WaitAsync(Peers.Limit);
    }

    [Fact]
    public async Task A_version_that_is_too_old_is_refused_and_told_by_name()
    {
        var failed = new TaskCompletionSource<TlsHandshakeException>();
        await using var listener = Listen(new()
        {
            Tls = TlsPair.Server with { MinimumVersion = TlsVersion.Tls13 },
            HandshakeFailed = (_, failure) => failed.TrySetResult(failure),
        }, new());
        await using var peer = ChildProcess.Start(Requires.Program("openssl"),
            Arguments("s_client -quiet -tls1_2 -connect 127.0.0.1:{0}", listener));

        Assert.Equal(TlsFailure.Refused, (await failed.Task.WaitAsync(Peers.Limit)).Failure);
        var (exitCode, error) = await peer.WaitForExitAsync();
        Assert.NotEqual(0, exitCode);
        Assert.Contains("alert protocol version", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_of_theirs_shows_its_certificate_and_asks_for_a_name_and_a_protocol()
    {
        using var folder = new TemporaryFolder();
        var alice = Certificates.SelfSigned("alice");
        var file = alice.WriteTo(folder, "alice.pem");
        var accepted = new TaskCompletionSource<LineConnection>();
        await using var listener = LineListener.Open(new LineEndPoint.Tcp("127.0.0.1", 0), new()
        {
            Tls = TlsPair.Server with
            {
                ClientCertificates = ClientCertificates.Required,
                ClientTrust = TlsTrust.Pins(TlsPin.OfPublicKey(alice)),
                ApplicationProtocols = [TlsPair.Alpn("irc")],
            },
        });
        listener.Start(accepted.SetResult);
        await using var peer = ChildProcess.Start(Requires.Program("openssl"), Arguments(
            "s_client -quiet -alpn irc -servername server.test -connect 127.0.0.1:{0} -cert {1} -key {1}",
            ((LineEndPoint.Tcp)listener.EndPoint).Port, file));

        var transport = Assert.IsType<TlsTransport>((await accepted.Task.WaitAsync(Peers.Limit)).Transport);

        Assert.Equal(alice.Thumbprint, transport.PeerCertificate!.Thumbprint);
        Assert.Equal("server.test", transport.ServerName);
        Assert.Equal(TlsPair.Alpn("irc"), transport.ApplicationProtocol);
        transport.Abort();
    }

    private static LineListener Listen(LineListenerOptions options, TaskCompletionSource<LineCloseReason> ended)
    {
        var listener = LineListener.Open(new LineEndPoint.Tcp("127.0.0.1", 0), options);
        listener.Start(async connection => ended.TrySetResult(await LineProtocol.RunAsync(connection, new Shout())));
        return listener;
    }

    private static string[] Arguments(string arguments, LineListener listener) =>
        Arguments(arguments, ((LineEndPoint.Tcp)listener.EndPoint).Port);

    private static string[] Arguments(string arguments, params object[] values) =>
        string.Format(CultureInfo.InvariantCulture, arguments, values).Split(' ');

    private static async Task PassAsync(ChildProcess peer, string line)
    {
        string? read;
        while ((read = await peer.ReadLineAsync()) != line)
        {
            Assert.NotNull(read);
        }
    }

    private sealed class Shout : LineProtocol
    {
        private LineConnection _connection = null!;

        public override void Connected(LineConnection connection) => _connection = connection;

        public override void LineReceived(ReadOnlySpan<byte> line) => Assert.True(_connection.TryWrite(line, "!\n"u8));
    }
}
