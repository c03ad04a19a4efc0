using System.Net.Sockets;
using Interlude.Client.Destinations;
using Interlude.Client.Opening;
using Interlude.Client.Security;
using Interlude.Lines;
using Interlude.Tests.Client.Opening;
using Interlude.Tests.Lines;

namespace Interlude.Tests.Client.Security;

public class StartTlsTests
{
    // What each side says, ">" the client and "<" the server, until TLS begins.
    [Theory]
    [InlineData("irc", "> STARTTLS|< :irc.test NOTICE * :*** Looking up|< :irc.test 670 * :go ahead")]
    [InlineData("smtp", "< 220-mail.test|< 220 ESMTP|> EHLO localhost|< 250-mail.test|< 250-STARTTLS|< 250 8BITMIME|> STARTTLS|< 220 go ahead")]
    [InlineData("smtp", "< 220|> EHLO localhost|< 250-mail.test|< 250 starttls|> STARTTLS|< 220")]
    [InlineData("imap", "< * OK ready|> s1 STARTTLS|< * CAPABILITY IMAP4rev2|< s1 OK begin")]
    [InlineData("pop3", "< +OK ready|> STLS|< +OK begin")]
    [InlineData("plain", "> STARTTLS|< OK")]
    [InlineData("plain", "> STARTTLS|< 220 go ahead")]
    [InlineData("plain", "> STARTTLS|< + go ahead")]
    public async Task When_the_server_agrees_TLS_begins(string protocol, string talk)
    {
        await using var server = new ScriptedServer(async transport =>
        {
            await TalkAsync(transport, talk);
            await ScriptedServer.EchoAsync(await TlsTransport.AcceptAsync(transport, TlsPair.Server));
        });
        await using (var connection = await OpenAsync(server, protocol))
        {
            Assert.Equal("hi", await EchoServer.AskAsync(connection, "hi"));
            Assert.Equal("server.test", Assert.IsType<TlsTransport>(connection.Transport).ServerName);
        }

        await server.Ended;
    }

    [Theory]
    [InlineData("irc", "> STARTTLS|< :irc.test 691 * :no certificate", "does not begin TLS: :irc.test 691 * :no certificate")]
    [InlineData("irc", "> STARTTLS|< :irc.test 421 * STARTTLS :Unknown command", "does not begin TLS: :irc.test 421 * STARTTLS :Unknown command")]
    [InlineData("irc", "> STARTTLS|< ERROR :closing", "does not begin TLS: ERROR :closing")]
    [InlineData("smtp", "< 554 go away", "does not begin TLS: 554 go away")]
    [InlineData("smtp", "< 220 ESMTP|> EHLO localhost|< 250-mail.test|< 250 8BITMIME|> STARTTLS|< 502 what", "does not begin TLS: 502 what")]
    [InlineData("smtp", "< 220 ESMTP|> EHLO localhost|< 250 STARTTLS|> STARTTLS|< 454 later", "does not begin TLS: 454 later")]
    [InlineData("smtp", "< 2200 what", "does not begin TLS: 2200 what")]
    [InlineData("imap", "< * BYE full", "does not begin TLS: * BYE full")]
    [InlineData("imap", "< * OK ready|> s1 STARTTLS|< s1 BAD what", "does not begin TLS: s1 BAD what")]
    [InlineData("imap", "< * OK ready|> s1 STARTTLS|< * BYE gone", "does not begin TLS: * BYE gone")]
    [InlineData("pop3", "< -ERR full", "does not begin TLS: -ERR full")]
    [InlineData("pop3", "< +OK ready|> STLS|< -ERR what\u001b[2J", "does not begin TLS: -ERR what^[[2J")]
    [InlineData("plain", "> STARTTLS|< what?", "does not begin TLS: what?")]
    [InlineData("plain", "> STARTTLS", "ended the connection instead of beginning TLS")]
    public async Task When_it_does_not_that_is_told_and_it_is_left(string protocol, string talk, string expected)
    {
        await using var server = new ScriptedServer(async transport =>
        {
            await TalkAsync(transport, talk);
            await transport.EndSendingAsync();
            await ScriptedServer.UntilEndAsync(transport);
        });

        var failure = await Assert.ThrowsAsync<StartTlsException>(() => OpenAsync(server, protocol));

        Assert.Equal(expected, failure.Message);
        await server.Ended;
    }

    [Theory]
    [InlineData("irc", "> STARTTLS|< 670 * :go ahead\r\n:evil PRIVMSG you :hi")]
    [InlineData("smtp", "< 220 ESMTP|> EHLO localhost|< 250 STARTTLS|> STARTTLS|< 220 go\r\n250 injected")]
    [InlineData("imap", "< * OK ready|> s1 STARTTLS|< s1 OK go\r\n* PREAUTH injected")]
    public async Task What_was_put_behind_the_answer_in_the_clear_is_noticed(string protocol, string talk)
    {
        await using var server = new ScriptedServer(async transport =>
        {
            await TalkAsync(transport, talk);
            await ScriptedServer.UntilEndAsync(transport);
        });

        var failure = await Assert.ThrowsAsync<TlsHandshakeException>(() => OpenAsync(server, protocol));

        Assert.Equal(TlsFailure.PlaintextFollowed, failure.Failure);
        await server.Ended;
    }

    [Fact]
    public async Task A_server_that_talks_without_end_is_left()
    {
        await using var server = new ScriptedServer(async transport =>
        {
            await Peers.SendAsync(transport, string.Concat(Enumerable.Repeat(":irc.test NOTICE * :wait\r\n", 1000)));
            await ScriptedServer.UntilEndAsync(transport);
        });

        var failure = await Assert.ThrowsAsync<StartTlsException>(() => OpenAsync(server, "irc"));

        Assert.Equal("sent 100 lines, and none that begins TLS", failure.Message);
    }

    [Fact]
    public async Task A_server_that_is_silent_is_left_when_time_is_up()
    {
        var time = new ManualTime();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new ScriptedServer(async transport =>
        {
            await ScriptedServer.ReadUntilAsync(transport, "\n");
            asked.SetResult();
            await ScriptedServer.UntilEndAsync(transport);
        });
        var opening = OpenAsync(server, "plain", new LineClientOptions { ConnectTimeout = TimeSpan.FromSeconds(7), Connection = new() { TimeProvider = time } });
        await asked.Task.WaitAsync(Peers.Limit);

        time.Advance(TimeSpan.FromSeconds(7));
        var late = await Assert.ThrowsAsync<SocketException>(() => opening);

        Assert.Equal((SocketError.TimedOut, $"{server.EndPoint} did not begin TLS within 7 s"), (late.SocketErrorCode, late.Message));
        await server.Ended;
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_told()
    {
        await using var server = new ScriptedServer(async transport =>
        {
            await TalkAsync(transport, "> STARTTLS|< OK");
            await Assert.ThrowsAsync<TlsHandshakeException>(() => TlsTransport.AcceptAsync(transport, new TlsServerOptions(Certificates.SelfSigned("server.test").Context())));
        });

        var failure = await Assert.ThrowsAsync<TlsHandshakeException>(() => OpenAsync(server, "plain"));

        Assert.Equal(TlsFailure.Untrusted, failure.Failure);
    }

    private static async Task TalkAsync(LineTransport transport, string talk)
    {
        foreach (var line in talk.Split('|'))
        {
            if (line[0] == '<')
            {
                await Peers.SendAsync(transport, line[2..] + "\r\n");
            }
            else
            {
                Assert.Equal(line[2..] + "\r\n", await ScriptedServer.ReadUntilAsync(transport, "\n"));
            }
        }
    }

    private static Task<LineConnection> OpenAsync(ScriptedServer server, string protocol, LineClientOptions? client = null) => Opener.OpenAsync(
        new Destination.Server(server.EndPoint, IsTls: false),
        new OpenOptions { Client = client ?? new(), Tls = TlsPair.Client, StartTls = StartTls.Known[protocol] },
        CancellationToken.None).WaitAsync(Peers.Limit);
}
