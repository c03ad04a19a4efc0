using System.Net;
using System.Net.Sockets;
using Interlude.Load;
using Interlude.Load.Driving;
using Interlude.Load.Patterns;

namespace Interlude.Tests.Load;

/// <summary>The generator against a server that delivers one message too few, or one too many.</summary>
public sealed class LossTests
{
    [Theory]
    [InlineData(1, null)]
    [InlineData(0, "^1 messages have not come to all their recipients after 7 deliveries; then nothing came for 5 s.$")]
    [InlineData(2, "^Message 7 of client 0 was delivered more often than it has recipients.$")]
    public async Task A_delivery_too_few_or_too_many_fails_the_run(int copies, string? sentence)
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var serving = ServeAsync(server, copies);
        var options = new DriveOptions(new PairsPattern { Clients = 2, Senders = 1, Window = 1 }, (IPEndPoint)server.LocalEndpoint, Environment.ProcessId)
        {
            Messages = 30,
            LimitSeconds = 5,
        };

        var failure = await Record.ExceptionAsync(() => Task.Run(() => Drive.Run(options)));

        if (sentence is null)
        {
            Assert.Null(failure);
        }
        else
        {
            Assert.Matches(sentence, Assert.IsType<LoadException>(failure).Message);
        }

        server.Stop();
        await serving;
    }

    /// <summary>Two clients: what the first says goes to the second, the eighth message in so many copies.</summary>
    private static async Task ServeAsync(TcpListener server, int copies)
    {
        using var one = await server.AcceptTcpClientAsync();
        using var other = await server.AcceptTcpClientAsync();
        var (stream, otherStream) = (one.GetStream(), other.GetStream());   // now: who is gone later has none
        await Task.WhenAll(AnswerAsync(stream, otherStream, copies), AnswerAsync(otherStream, stream, copies));
    }

    private static async Task AnswerAsync(NetworkStream client, NetworkStream mate, int copies)
    {
        var (reader, said) = (new StreamReader(client), 0);
        try
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                if (line.StartsWith("PRIVMSG ", StringComparison.Ordinal))
                {
                    for (var copy = said++ == 7 ? copies : 1; copy > 0; copy--)
                    {
                        await mate.WriteAsync(System.Text.Encoding.ASCII.GetBytes($":a!a@a {line}\r\n"));
                    }
                }
                else if (line.StartsWith("USER ", StringComparison.Ordinal) || line.StartsWith("PING ", StringComparison.Ordinal))
                {
                    var answer = line[0] == 'U' ? ":s 001 a :hi\r\n:s 422 a :no\r\n" : ":s PONG s :settled\r\n";
                    await client.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer));
                }
            }
        }
        catch (IOException)
        {
            // The generator breaks off: its run is over.
        }
    }
}
