using System.Diagnostics;

namespace Interlude.Tests.EndToEnd;

/// <summary>How the server stops: nothing owed is lost, and nobody who is idle delays it.</summary>
public class ServeStopTests
{
    private const int Lines = 750;
    private const string ShutDown = "* Interlude is shutting down. Goodbye.\r\n";

    // The drain may take 5 s; a stop that nobody delays is over in a twentieth of a second and the time a process needs to end.
    private static readonly TimeSpan Undelayed = TimeSpan.FromSeconds(3);

    [Theory]
    [InlineData(ChildProcess.SigTerm)]
    [InlineData(ChildProcess.SigInt)]
    public async Task Everybody_is_told_and_idle_people_who_stay_connected_do_not_delay_it(int signal)
    {
        await using var serve = ChildProcess.Interlude("serve", "--listen", "plain://localhost:0");
        var port = await serve.ReadPortAsync();
        using var ana = await Person.ArriveAsync(port, "ana");
        using var nameless = await Person.ConnectAsync(port);
        await nameless.ReadUntilAsync("* Welcome");

        var begin = Stopwatch.GetTimestamp();
        serve.Signal(signal);
        var (code, error) = await serve.WaitForExitAsync();   // though neither has closed its end

        Assert.InRange(Stopwatch.GetElapsedTime(begin), TimeSpan.Zero, Undelayed);
        Assert.Equal(0, code);
        Assert.Equal("", error);
        Assert.Equal(ShutDown, await ana.ReadToEndAsync());
        Assert.Equal(ShutDown, await nameless.ReadToEndAsync());
    }

    [Fact]
    public async Task What_is_owed_to_somebody_who_reads_slowly_is_delivered_first()
    {
        await using var serve = ChildProcess.Interlude("serve", "--listen", "plain://localhost:0");
        var port = await serve.ReadPortAsync();
        using var ana = await Person.ArriveAsync(port, "ana");
        using var bob = await Person.ArriveAsync(port, "bob", receiveBufferBytes: 2048);
        var text = new string('x', 4000);
        for (var i = 0; i < Lines; i++)   // more than the kernel takes for somebody who has no room, less than an outbox
        {
            await ana.WriteAsync($"{text}\n");
        }

        await ana.WriteAsync("/ping done\n");
        await ana.ReadUntilAsync("* Pong: done");
        serve.Terminate();

        var all = await bob.ReadToEndAsync();   // read only now
        Assert.Equal(Lines, all.Split($"<ana> {text}\r\n").Length - 1);
        Assert.EndsWith(ShutDown, all, StringComparison.Ordinal);
        Assert.Equal(0, (await serve.WaitForExitAsync()).ExitCode);
    }

    [Fact]
    public async Task A_second_signal_ends_it_at_once()
    {
        await using var serve = ChildProcess.Interlude("serve", "--listen", "plain://localhost:0");
        var port = await serve.ReadPortAsync();
        using var deaf = await Person.ArriveAsync(port, "deaf");
        using var ana = await Person.ArriveAsync(port, "ana");
        var line = new string('x', 4000) + "\n";
        for (var i = 0; i < 2000; i++)
        {
            await ana.WriteAsync(line);   // more than the kernel takes for somebody who does not read
        }

        serve.Terminate();
        await ana.ReadUntilAsync("* Interlude is shutting down.");
        serve.Terminate();

        Assert.Equal(143, (await serve.WaitForExitAsync()).ExitCode);   // 128 + SIGTERM: ended by the signal
    }
}
