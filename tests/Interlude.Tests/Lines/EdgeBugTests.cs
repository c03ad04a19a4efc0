using System.Net.Sockets;
using System.Text;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

/// <summary>The edges at which libraries for line protocols go wrong, each with one that did when its source was read or it
/// was run.</summary>
public class EdgeBugTests
{
    /// <summary>Netty's DelimiterBasedFrameDecoder with CR, LF and CR LF (netty#13088).</summary>
    [Fact]
    public void A_split_CR_LF_gives_no_phantom_line()
    {
        var decoder = new LineDecoder(Delimiters.AnyNewline, 100);

        Assert.Equal(LineStatus.Line, decoder.Read("a\r"u8).Status);
        var rest = decoder.Read("\n"u8);

        Assert.Equal((LineStatus.NeedMore, 1), (rest.Status, rest.Consumed));
        Assert.Equal(LineStatus.End, decoder.Read(default, endOfInput: true).Status);
    }

    /// <summary>tokio-util's AnyDelimiterCodec: an empty line within CR LF even if it comes whole.</summary>
    [Fact]
    public void A_whole_CR_LF_gives_no_phantom_line()
    {
        Assert.Equal(["a", "b"], Lines("a\r\nb\r\n", new() { Delimiters = Delimiters.AnyNewline }));
    }

    /// <summary>Netty's DelimiterBasedFrameDecoder: "readable > max" counts the first half of the delimiter.</summary>
    [Fact]
    public void A_line_of_exactly_the_limit_passes_when_its_delimiter_is_split()
    {
        var decoder = new LineDecoder(Delimiters.CrLf, 5);

        Assert.Equal(LineStatus.NeedMore, decoder.Read("12345\r"u8).Status);
        Assert.Equal(new DecodedLine(LineStatus.Line, 0, 5, 7), decoder.Read("12345\r\n"u8));
    }

    /// <summary>Netty's DelimiterBasedFrameDecoder: the next line is lost with the delimiter that it did not see.</summary>
    [Fact]
    public void While_discarding_the_first_half_of_a_split_delimiter_is_kept()
    {
        var decoder = new LineDecoder(Delimiters.CrLf, 3);
        Assert.Equal(LineStatus.TooLong, decoder.Read("abcdefg"u8).Status);

        Assert.Equal(2, decoder.Read("hi\r"u8).Consumed);

        Assert.Equal(new DecodedLine(LineStatus.Line, 2, 2, 6), decoder.Read("\r\nok\r\n"u8));
    }

    /// <summary>tokio-util's LinesCodec: CR counts towards the limit.</summary>
    [Fact]
    public void The_limit_does_not_count_CR()
    {
        Assert.Equal(["12345"], Lines("12345\r\n", new() { MaxLineBytes = 5 }));
    }

    /// <summary>Twisted's LineReceiver, SuperSocket's TerminatorPipelineFilter, TouchSocket, Netty's
    /// DelimiterBasedFrameDecoder: each piece is searched from the beginning of the line.</summary>
    [Fact]
    public void A_search_goes_on_where_it_stopped()
    {
        var line = new byte[100_000];
        var decoder = new LineDecoder(Delimiters.LfOrCrLf, line.Length);

        for (var length = 1; length <= line.Length; length += 7)
        {
            Assert.Equal(LineStatus.NeedMore, decoder.Read(line.AsSpan(0, length)).Status);

            // Against the contract, to see what is looked at: a second look would find these.
            line.AsSpan(0, length).Fill((byte)'\n');
        }
    }

    /// <summary>Kestrel's ConnectionClosed token and asyncio over TLS: the peer's end of input is taken for the end of the
    /// connection, and the replies to <c>printf ... | nc</c> are lost.</summary>
    [Fact]
    public async Task Replies_after_the_peers_half_close_arrive()
    {
        await using var listener = LineListener.Open(new LineEndPoint.Tcp("127.0.0.1", 0));
        var accepted = new TaskCompletionSource<LineConnection>();
        listener.Start(accepted.SetResult);
        using var client = Peers.Connect(listener);
        client.Send("one\ntwo\n"u8);
        client.Shutdown(SocketShutdown.Send);
        var connection = await accepted.Task.WaitAsync(Peers.Limit);

        var lines = await Peers.ReadLinesAsync(connection).WaitAsync(Peers.Limit);
        Assert.Equal((LineInputEnd.Finished, false), (connection.InputEnd, connection.Completion.IsCompleted));
        foreach (var line in lines)
        {
            Assert.True(await connection.WriteLineAsync(Encoding.ASCII.GetBytes("re: " + line)));
        }

        var close = connection.CloseAsync();
        await using var transport = new SocketTransport(client);
        Assert.Equal("re: one\r\nre: two\r\n", await Peers.ReadToEndAsync(transport));
        Assert.Equal(LineCloseKind.PeerClosed, (await close.WaitAsync(Peers.Limit)).Kind);
    }

    /// <summary>tokio-util's Framed: after an error it reports the stream as ended.</summary>
    [Fact]
    public void Reading_goes_on_after_a_line_that_is_too_long()
    {
        Assert.Equal(["b", "c"], Lines("too long\nb\nc\n", new() { MaxLineBytes = 3, OverLimit = OverLimitPolicy.Skip }));
    }

    /// <summary>Go's bufio.Scanner: ErrTooLong, and there is no way on (golang/go#26466).</summary>
    [Fact]
    public void A_line_that_is_too_long_can_be_had_cut()
    {
        Assert.Equal(["too", "b"], Lines("too long\nb\n", new() { MaxLineBytes = 3, OverLimit = OverLimitPolicy.Cut }));
    }

    /// <summary>Python's readline loses the buffer after a line that is too long, with whatever followed.</summary>
    [Fact]
    public void Lines_that_came_with_one_that_is_too_long_are_not_lost()
    {
        var decoder = new LineDecoder(Delimiters.CrLf, 3);
        var block = "a\r\ntoo long\r\nb\r\n"u8;
        var statuses = new List<LineStatus>();

        while (!block.IsEmpty)
        {
            var found = decoder.Read(block);
            statuses.Add(found.Status);
            block = block[found.Consumed..];
        }

        Assert.Equal([LineStatus.Line, LineStatus.TooLong, LineStatus.Line], statuses);
    }

    /// <summary>Silently lost by Twisted and Netty, silently a line for Go and tokio-util.</summary>
    [Fact]
    public async Task An_unterminated_last_line_is_a_line_or_is_reported()
    {
        Assert.Equal(["a", "b"], Lines("a\nb", new()));

        var (near, far) = MemoryTransport.CreatePair();
        var connection = new LineConnection(near, new() { Unterminated = UnterminatedPolicy.Drop });
        await Peers.SendAsync(far, "b");
        await far.EndSendingAsync();
        LineStatus status;
        while ((status = connection.TryRead(out _)) == LineStatus.NeedMore)
        {
            Assert.True(await connection.WaitToReadAsync());
        }

        Assert.Equal(LineStatus.Unterminated, status);
        connection.Abort();
    }

    /// <summary>The usual read loop over Kestrel's or any PipeReader, StreamReader.ReadLineAsync, SmtpServer's
    /// ReadUntilAsync: 300 MB without a newline are kept in memory.</summary>
    [Theory]
    [InlineData(OverLimitPolicy.Skip)]
    [InlineData(OverLimitPolicy.Cut)]
    public async Task A_line_without_end_takes_no_more_memory_than_the_limit(OverLimitPolicy policy)
    {
        var peer = new TalkingTransport(300_000_000, pieceBytes: int.MaxValue);
        var connection = new LineConnection(peer, new() { OverLimit = policy });
        var reports = 0;

        while (await connection.WaitToReadAsync())
        {
            LineStatus status;
            while ((status = connection.TryRead(out _)) is not (LineStatus.NeedMore or LineStatus.End))
            {
                Assert.Equal(policy == OverLimitPolicy.Skip ? LineStatus.TooLong : LineStatus.Cut, status);
                reports++;
            }
        }

        Assert.Equal(1, reports);
        Assert.InRange(peer.LargestBlock, 1, 2 * (64 + 16) * 1024);   // a pool gives the next power of two
        connection.Abort();
    }

    /// <summary>The same peer with a server that does not get rid of its replies (SuperSocket#463, #488, #619).</summary>
    [Fact]
    public async Task Nor_under_back_pressure()
    {
        var peer = new TalkingTransport(300_000_000, pieceBytes: 1000, firstLine: "hello\n", takesNothing: true);
        var connection = new LineConnection(peer, new() { MaxLineBytes = 100_000, OverLimit = OverLimitPolicy.Skip });
        var protocol = new AnswersAtLength();

        var run = LineProtocol.RunAsync(connection, protocol);

        // It has read what one receive gave, is full of answers, and reads no more.
        Assert.True(SpinWait.SpinUntil(() => protocol.Answered, Peers.Limit));
        Assert.Equal((1, 1006), (peer.Receives, peer.Given));
        Assert.False(run.IsCompleted);
        Assert.InRange(connection.OutboxBytes, 1, connection.Options.OutboxLimitBytes);
        connection.Abort();
        await run.WaitAsync(Peers.Limit);
    }

    private static List<string> Lines(string stream, LineConnectionOptions options)
    {
        var (near, far) = MemoryTransport.CreatePair();
        var connection = new LineConnection(near, options);
        far.SendAsync(Encoding.ASCII.GetBytes(stream)).AsTask().Wait(Peers.Limit);
        far.EndSendingAsync().AsTask().Wait(Peers.Limit);
        var read = Peers.ReadLinesAsync(connection);
        Assert.True(read.Wait(Peers.Limit));
        connection.Abort();
        return read.Result;
    }

    private sealed class AnswersAtLength : LineProtocol
    {
        private LineConnection _connection = null!;

        public bool Answered { get; private set; }

        public override void Connected(LineConnection connection) => _connection = connection;

        public override void LineReceived(ReadOnlySpan<byte> line) =>
            Answered = _connection.TryWrite(new byte[_connection.Options.OutboxHighBytes]);
    }
}
