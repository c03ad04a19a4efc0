using System.IO.Pipelines;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

/// <summary>What is special to pipes; the rest is in <see cref="TransportTests"/>.</summary>
public class DuplexPipeTransportTests
{
    private readonly Pipe _input = new();
    private readonly Pipe _output = new();

    [Fact]
    public async Task A_writer_completed_with_any_exception_is_a_loss()
    {
        var connection = Over(_input, _output);
        var read = connection.WaitToReadAsync().AsTask();

        await _input.Writer.CompleteAsync(new InvalidOperationException("its own trouble"));

        Assert.False(await read.WaitAsync(Peers.Limit));
        var reason = await connection.Completion.WaitAsync(Peers.Limit);
        Assert.Equal(LineCloseKind.Reset, reason.Kind);
        Assert.Equal("its own trouble", reason.Exception!.InnerException!.Message);
    }

    [Fact]
    public async Task A_peer_that_has_stopped_reading_is_noticed_at_the_second_send()
    {
        var connection = Over(_input, _output);
        await _output.Reader.CompleteAsync();

        Assert.True(await connection.WriteLineAsync("lost"u8.ToArray()));
        await connection.WriteLineAsync("noticed"u8.ToArray());

        Assert.Equal(LineCloseKind.Reset, (await connection.Completion.WaitAsync(Peers.Limit)).Kind);
    }

    [Fact]
    public async Task A_read_that_somebody_else_cancels_goes_on()
    {
        await using var connection = Over(_input, _output);
        var read = connection.WaitToReadAsync().AsTask();

        _input.Reader.CancelPendingRead();
        await _input.Writer.WriteAsync("still\n"u8.ToArray());

        Assert.True(await read.WaitAsync(Peers.Limit));
        Assert.Equal(LineStatus.Line, connection.TryRead(out var line));
        Assert.Equal("still"u8, line.Span);
        await _input.Writer.CompleteAsync();
    }

    [Fact]
    public async Task Disposing_completes_both_ends()
    {
        var connection = Over(_input, _output);
        await _input.Writer.CompleteAsync();

        await connection.CloseAsync().WaitAsync(Peers.Limit);

        Assert.True((await _output.Reader.ReadAsync()).IsCompleted);
        Assert.True((await _input.Writer.FlushAsync()).IsCompleted);
    }

    private static LineConnection Over(Pipe input, Pipe output) =>
        LineConnection.Over(new Media.Pair(input.Reader, output.Writer));
}
