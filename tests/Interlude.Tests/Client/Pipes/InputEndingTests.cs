using Interlude.Client.Pipes;
using Interlude.Client.Talks;
using Interlude.Lines;
using Interlude.Tests.Lines;

namespace Interlude.Tests.Client.Pipes;

public class InputEndingTests
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task An_output_that_is_slow_is_not_taken_for_a_server_that_is_quiet()
    {
        var time = new ManualTime();
        var (near, far) = MemoryTransport.CreatePair();
        await using var connection = new LineConnection(near, new LineConnectionOptions { TimeProvider = time, LingerTime = TimeSpan.Zero });
        var ending = new InputEnding(new EndOfInput.Linger(Quiet), time);
        ending.Hearing();
        var running = ending.RunAsync(new SingleTalk(connection), connection.Completion);

        await time.UntilDueInAsync(Quiet);
        time.Advance(Quiet);
        await time.UntilDueInAsync(Quiet);   // it waits on
        Assert.Equal(LineInputEnd.Open, connection.InputEnd);
        ending.Heard(lines: 0);
        time.Advance(Quiet);

        await running.WaitAsync(Peers.Limit);
        Assert.Equal(LineInputEnd.Closed, connection.InputEnd);
        await far.DisposeAsync();
    }
}
