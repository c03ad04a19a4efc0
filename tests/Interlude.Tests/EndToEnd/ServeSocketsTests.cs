using System.Net.Sockets;

namespace Interlude.Tests.EndToEnd;

/// <summary>The server with its own polling of sockets and with the runtime's; all other tests have what is the default.</summary>
public class ServeSocketsTests
{
    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task People_talk_leave_and_are_lost_whoever_polls(string epoll)
    {
        await using var serve = ChildProcess.Interlude("serve", "--listen", "plain://localhost:0", "--set", $"sockets.epoll={epoll}");
        var port = await serve.ReadPortAsync();
        using var ana = await Person.ArriveAsync(port, "ana");
        using var bob = await Person.ArriveAsync(port, "bob");
        using var eve = await Person.ArriveAsync(port, "eve");

        await ana.WriteAsync(string.Concat(Enumerable.Range(0, 500).Select(i => $"line {i}\n")));
        for (var i = 0; i < 500; i++)
        {
            Assert.Equal($"<ana> line {i}", await bob.ReadUntilAsync("<ana>"));
        }

        eve.Reset();
        await ana.ReadUntilAsync("* eve has left the chat");
        await bob.WriteAsync("/ping 1");
        bob.EndInput();
        var rest = await bob.ReadToEndAsync();
        Assert.Contains("* Pong: 1", rest, StringComparison.Ordinal);
        Assert.EndsWith("* Goodbye, bob.\r\n", rest, StringComparison.Ordinal);
        await ana.ReadUntilAsync("* bob has left the chat.");

        serve.Terminate();
        Assert.Contains("shutting down", await ana.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Equal(0, (await serve.WaitForExitAsync()).ExitCode);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task Running_out_of_file_descriptors_is_told_and_survived_whoever_polls(string epoll)
    {
        await using var serve = ChildProcess.Start("/bin/sh", "-c", "ulimit -n 160; exec \"$@\"", "sh",
            "dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "interlude.dll"), "serve", "--listen", "plain://127.0.0.1:0", "--set", $"sockets.epoll={epoll}");
        var port = await serve.ReadPortAsync();
        var many = Enumerable.Range(0, 180).Select(_ => new TcpClient("127.0.0.1", port)).ToList();
        Assert.Matches("^interlude serve: cannot accept: .*; next try in 50 ms.$", await serve.ReadErrorLineAsync());

        many.ForEach(client => client.Dispose());

        using var ana = await Person.ArriveAsync(port, "ana");
        await ana.WriteAsync("/ping 1\n");
        await ana.ReadUntilAsync("* Pong: 1");
    }
}
