using System.Text;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

/// <summary>A reader that is called away, or gives its wait up, and comes back to a receive that goes on.</summary>
public class RejoinTests
{
    [Fact]
    public async Task A_wait_that_was_given_up_without_a_word_is_displaced_by_the_next()
    {
        var (near, far) = MemoryTransport.CreatePair();
        await using var connection = new LineConnection(near);
        var first = connection.WaitToReadAsync(TestContext.Current.CancellationToken).AsTask();
        var second = connection.WaitToReadAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.False(second.IsCompleted);

        await far.SendAsync("hello\n"u8.ToArray());

        Assert.True(await second.WaitAsync(TestContext.Current.CancellationToken));
        Assert.Equal(LineStatus.Line, connection.TryRead(out var line));
        Assert.Equal("hello", Encoding.UTF8.GetString(line.Span));
        Assert.False(first.IsCompleted);
        far.Abort();
    }

    [Fact]
    public async Task A_line_that_comes_while_the_reader_is_asked_to_stop_is_not_missed()
    {
        var hello = "hello\n"u8.ToArray();
        for (var round = 0; round < 3_000; round++)
        {
            var (near, far) = MemoryTransport.CreatePair();
            var connection = new LineConnection(near);
            var reading = ReadAsync(connection);
            await Task.WhenAll(Task.Run(connection.RequestStop), Task.Run(() => far.SendAsync(hello).AsTask()));

            Assert.Equal("hello", await reading.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
            connection.Abort();
            far.Abort();
        }
    }

    private static async Task<string> ReadAsync(LineConnection connection)
    {
        while (await connection.WaitToReadAsync())
        {
            if (connection.TryRead(out var line) == LineStatus.Line)
            {
                return Encoding.UTF8.GetString(line.Span);
            }
        }

        return string.Empty;
    }
}
