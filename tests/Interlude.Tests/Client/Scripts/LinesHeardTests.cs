using System.Text.RegularExpressions;
using Interlude.Client.Scripts;
using Interlude.Tests.Lines;

namespace Interlude.Tests.Client.Scripts;

public class LinesHeardTests
{
    private static readonly string Long = new('x', 100_000);
    private static readonly Step.Expect AnyLine = new(new Regex(""), TimeSpan.FromSeconds(10), IsPatient: false);

    [Fact]
    public async Task Of_long_lines_one_waits()
    {
        using var heard = new LinesHeard(waits: 2, TimeProvider.System);
        var added = heard.AddAsync(Long, CancellationToken.None).AsTask();
        Assert.False(added.IsCompleted);

        Assert.Equal(Found.InTime, await heard.WaitAsync(AnyLine));

        await added.WaitAsync(Peers.Limit);
    }

    [Fact]
    public async Task Whoever_adds_is_let_go_at_the_end()
    {
        using var heard = new LinesHeard(waits: 1, TimeProvider.System);
        var added = heard.AddAsync(Long, CancellationToken.None).AsTask();
        Assert.False(added.IsCompleted);

        heard.End();

        await added.WaitAsync(Peers.Limit);
        await heard.AddAsync(Long, CancellationToken.None).AsTask().WaitAsync(Peers.Limit);
    }
}
