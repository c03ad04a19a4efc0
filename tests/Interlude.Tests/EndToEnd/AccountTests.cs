using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Interlude.Tests.Lines;

namespace Interlude.Tests.EndToEnd;

/// <summary>Accounts over real sockets: from the command line, with several clients, with none; and no password anywhere.</summary>
public class AccountTests
{
    private const string Rounds = "accounts.rounds=4096";

    [Fact]
    public async Task Accounts_are_made_and_changed_from_the_command_line_while_a_server_runs_and_while_none_does()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal((0, "The account ana is made.\n", ""), await AccountAsync(folder, "first-secret\n", "add", "ana"));
        Assert.Equal((1, "", "interlude account: there is an account Ana already, or the name is a service's.\n"), await AccountAsync(folder, "first-secret\n", "add", "Ana"));
        Assert.Equal((1, "", "interlude account: a password has at least 8 bytes (accounts.minPasswordBytes).\n"), await AccountAsync(folder, "short\n", "add", "bob"));

        await using (var serve = Serve(folder))
        {
            var port = await serve.ReadPortAsync();
            using var ana = await LogInAsync(port, "ana", "first-secret");
            Assert.Contains(" 900 ", await ana.ReadToAsync(" 900 "));

            Assert.Equal((0, "The account bob is made.\n", ""), await AccountAsync(folder, "second-secret\n", "add", "bob"));
            Assert.Equal((0, "The password of bob is changed.\n", ""), await AccountAsync(folder, "third-secret\n", "password", "bob"));
            Assert.Equal((0, "The account ana is suspended.\n", ""), await AccountAsync(folder, null, "suspend", "ana", "too loud"));
            await ana.ReadToAsync("ERROR ");
            using var bob = await LogInAsync(port, "bob", "third-secret");
            await bob.ReadToAsync(" 900 ");
            serve.Terminate();
            await serve.WaitForExitAsync();
        }

        var (_, list, _) = await AccountAsync(folder, null, "list");
        Assert.Matches("^ana made [0-9-]+, used [0-9-]+, suspended\nbob made [0-9-]+, used [0-9-]+\n$", list);
        Assert.Equal((0, "The account ana is open again.\n", ""), await AccountAsync(folder, null, "unsuspend", "ana"));
        Assert.Equal((0, "The account bob is deleted.\n", ""), await AccountAsync(folder, null, "delete", "bob"));
        Assert.Equal((1, "", "interlude account: there is no account bob.\n"), await AccountAsync(folder, null, "delete", "bob"));
        Assert.Matches("^ana made [0-9-]+, used [0-9-]+\n$", (await AccountAsync(folder, null, "list")).Output);
    }

    [Fact]
    public async Task An_account_has_two_clients_and_stays_without_any_over_a_restart()
    {
        using var folder = new TemporaryFolder();
        await AccountAsync(folder, "first-secret\n", "add", "ana");
        await using (var serve = Serve(folder))
        {
            var port = await serve.ReadPortAsync();
            using var desk = await LogInAsync(port, "ana", "first-secret");
            await desk.ReadToAsync(" 221 ");
            await desk.WriteAsync("NS SET ALWAYS-ON on\r\nJOIN #tea\r\nMARKREAD #tea timestamp=2023-11-14T22:13:20.000Z\r\n");
            await desk.ReadToAsync(" MARKREAD #tea timestamp=2023-11-14T22:13:20.000Z");
            using var phone = await LogInAsync(port, "ana", "first-secret");
            await phone.ReadToAsync(" JOIN #tea");
            await phone.ReadToAsync(" 366 ");
            await phone.WriteAsync("PRIVMSG #tea :from the phone\r\n");
            await desk.ReadToAsync("PRIVMSG #tea :from the phone");
            serve.Signal(ChildProcess.SigKill);
            await serve.WaitForExitAsync();
        }

        await using var again = Serve(folder);
        var newPort = await again.ReadPortAsync();
        using var bob = await Person.ConnectAsync(newPort);
        await bob.WriteAsync("NICK bob\r\nUSER bob 0 * :Bob\r\nJOIN #tea\r\n");
        Assert.EndsWith(" #tea :@ana bob", await bob.ReadToAsync(" 353 "), StringComparison.Ordinal);
        using var back = await LogInAsync(newPort, "ana", "first-secret");
        await back.ReadToAsync(" JOIN #tea");
        Assert.EndsWith(" #tea :@ana bob", await back.ReadToAsync(" 353 "), StringComparison.Ordinal);
        await back.WriteAsync("MARKREAD #tea\r\n");
        await back.ReadToAsync(" MARKREAD #tea timestamp=2023-11-14T22:13:20.000Z");
    }

    [Fact]
    public async Task No_password_is_in_any_file_or_in_what_the_server_says()
    {
        using var folder = new TemporaryFolder();
        string[] secrets = ["first-secret", "second-secret", "third-secret", "wrong-secret", "fourth-secret", "oper-secret", "server-secret", "fifth-secret"];
        await AccountAsync(folder, "first-secret\n", "add", "ana");
        await using var serve = Serve(folder, "--listen", "plain://127.0.0.1:0");
        var (irc, plain) = await serve.ReadPortsAsync();
        using (var ana = await LogInAsync(irc, "ana", "wrong-secret"))
        {
            await ana.ReadToAsync(" 904 ");
        }

        using (var ana = await LogInAsync(irc, "ana", "first-secret"))
        {
            await ana.ReadToAsync(" 221 ");
            await ana.WriteAsync("NS SET PASSWORD second-secret\r\nPRIVMSG NickServ :IDENTIFY ana wrong-secret\r\nOPER root oper-secret\r\nNS PASSWORD ADD phone\r\n");
            secrets = [.. secrets, (await ana.ReadToAsync("shown this once")).Split(' ')[^1]];
            await ana.WriteAsync("NS LOGOUT\r\nNICK guest\r\nREGISTER guest * third-secret\r\n");
            await ana.ReadToAsync(" 900 ");
        }

        using (var bob = await Person.ConnectAsync(irc))
        {
            await bob.WriteAsync("PASS ana:second-secret\r\nNICK ana\r\nUSER bob 0 * :Bob\r\n");
            await bob.ReadToAsync(" 221 ");
        }

        using (var eve = await Person.ConnectAsync(irc))
        {
            await eve.WriteAsync("PASS server-secret\r\nNICK eve\r\nUSER eve 0 * :Eve\r\n");
            await eve.ReadToAsync(" 221 ");
        }

        using (var cyd = await Person.ConnectAsync(plain))
        {
            await cyd.WriteAsync("cyd\r\n/register fourth-secret\r\n/password fifth-secret\r\n/login ana wrong-secret\r\n/msg NickServ identify fifth-secret\r\n/ping done\r\n");
            await cyd.ReadToAsync("* Pong: done");
        }

        serve.Terminate();
        var said = await serve.ReadToEndAsync() + (await serve.WaitForExitAsync()).Error;
        var files = Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => file.EndsWith("journal.db", StringComparison.Ordinal));
        foreach (var file in files)
        {
            said += Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
        }

        Assert.Contains("SCRAM-SHA-256$4096:", said, StringComparison.Ordinal);   // so something is there to be found
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_client_certificate_logs_in()
    {
        using var folder = new TemporaryFolder();
        using var server = Certificates.SelfSigned("irc.test");
        using var mine = Certificates.SelfSigned("ana");
        using var other = Certificates.SelfSigned("eve");
        await using var serve = ChildProcess.Interlude(
            "serve", "--listen", "ircs://127.0.0.1:0", "--set", $"tls.certificate={server.WriteTo(folder, "server.pem")}", "--set", Rounds);
        var port = await serve.ReadPortAsync();

        await TalkAsync(port, server, mine, "NICK ana\r\nUSER ana 0 * :Ana\r\nREGISTER * * first-secret\r\nNS CERT ADD\r\n", "The certificate opens your account.");
        const string External = "CAP REQ :sasl\r\nNICK ana\r\nUSER ana 0 * :Ana\r\nAUTHENTICATE EXTERNAL\r\nAUTHENTICATE +\r\nCAP END\r\n";
        await TalkAsync(port, server, mine, External, ":You are now logged in as ana");
        await TalkAsync(port, server, other, External, " 904 ");
        await TalkAsync(port, server, null, External, "you have shown no client certificate");
    }

    private static async Task TalkAsync(int port, X509Certificate2 server, X509Certificate2? certificate, string text, string awaited)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", port);
        await using var tls = new SslStream(socket.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "irc.test",
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == server.Thumbprint,
            ClientCertificateContext = certificate?.Context(),
        });
        await tls.WriteAsync(Encoding.UTF8.GetBytes(text));
        using var lines = new StreamReader(tls);
        while (await lines.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)) is { } line)
        {
            if (line.Contains(awaited, StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new EndOfStreamException($"The connection ended before \"{awaited}\".");
    }

    private static ChildProcess Serve(TemporaryFolder folder, params string[] more) => ChildProcess.Interlude(
        ["serve", "--data", folder.Path, "--listen", "irc://127.0.0.1:0", "--set", Rounds, .. more]);

    private static async Task<Person> LogInAsync(int port, string name, string password)
    {
        var person = await Person.ConnectAsync(port);
        var response = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{name}\0{password}"));
        await person.WriteAsync($"CAP REQ :sasl\r\nNICK {name}\r\nUSER {name} 0 * :{name}\r\nAUTHENTICATE PLAIN\r\nAUTHENTICATE {response}\r\nCAP END\r\n");
        return person;
    }

    private static async Task<(int Code, string Output, string Error)> AccountAsync(TemporaryFolder folder, string? input, params string[] arguments)
    {
        await using var program = ChildProcess.Interlude(["account", .. arguments, "--data", folder.Path]);
        if (input is not null)
        {
            await program.WriteAsync(input);
        }

        program.EndInput();
        var output = await program.ReadToEndAsync();
        var (code, error) = await program.WaitForExitAsync();
        return (code, output, error);
    }
}
