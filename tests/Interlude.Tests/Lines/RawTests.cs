using System.Text;
using Interlude.Lines;

namespace Interlude.Tests.Lines;

public class RawTests
{
    // A line that is a number announces a raw block of so many bytes.
    [Theory]
    [InlineData("any", "3\ra\nb\r\nx\r", "L:3 R:a|b L: L:x")]
    [InlineData("any", "2\r\n\nax\ry", "L:2 R:|a L:x L:y")]                     // the LF of CR LF is not raw, the next is
    [InlineData("any", "1\r\n\r\n\nx", "L:1 R:| L: L: L:x")]                    // nor is the LF after a raw CR its rest
    [InlineData("lf", "3\r\na\nb\r\nx", "L:3 R:a|b L: L:x")]
    [InlineData("lf", "4\r\n\n\r\n\nx\n", "L:4 R:|||| L:x")]
    [InlineData("a ab abb", "1abxax", "L:1 R:x L: L:x")]
    [InlineData("a ab abb", "1abbbxa", "L:1 R:b L:x")]
    [InlineData("a ab abb", "2abxbab2", "L:2 R:xb L: L:2")]
    [InlineData("lf", "wxyz12\n2\nab", "T:wxyz1 L:2 R:ab")]
    [InlineData("lf", "9\nab", "L:9 R:ab")]                                     // the input ends within the block
    [InlineData("lf", "0\n3\nabc1\nd", "L:0 L:3 R:abc L:1 R:d")]
    public async Task Every_cut_gives_the_same_lines_and_raw_blocks(string delimiters, string stream, string expected)
    {
        var options = new LineConnectionOptions
        {
            MaxLineBytes = 5,
            OverLimit = OverLimitPolicy.Skip,
            Delimiters = delimiters switch
            {
                "any" => Delimiters.AnyNewline,
                "lf" => Delimiters.LfOrCrLf,
                _ => new Delimiters([.. delimiters.Split(' ').Select(Encoding.ASCII.GetBytes)]),
            },
        };

        foreach (var pieces in Decoding.AllCuts(stream.Length))
        {
            var next = 0;
            var (near, far) = MemoryTransport.CreatePair(cut: _ => next < pieces.Length ? pieces[next++] : int.MaxValue);
            var connection = new LineConnection(near, options);
            await Peers.SendAsync(far, stream);
            await far.EndSendingAsync();

            Assert.Equal(expected, await ReadAsync(connection));
            connection.Abort();
        }
    }

    [Fact]
    public async Task A_long_line_and_then_a_block_are_told_apart_at_every_cut()
    {
        foreach (var pieces in Decoding.AllCuts(12))
        {
            var next = 0;
            var (near, far) = MemoryTransport.CreatePair(cut: _ => next < pieces.Length ? pieces[next++] : int.MaxValue);
            var connection = new LineConnection(near, new() { MaxLineBytes = 2, OverLimit = OverLimitPolicy.Skip });
            await Peers.SendAsync(far, "toolo\r\nRAW\nx");
            await far.EndSendingAsync();
            var block = new byte[3];

            LineStatus status;
            while ((status = connection.TryRead(out _)) == LineStatus.NeedMore)
            {
                Assert.True(await connection.WaitToReadAsync());
            }

            Assert.Equal(LineStatus.TooLong, status);
            Assert.Equal(3, await connection.ReadRawAsync(block));
            Assert.Equal("RAW"u8, block);
            Assert.Equal(["", "x"], await Peers.ReadLinesAsync(connection));
            connection.Abort();
        }
    }

    [Fact]
    public async Task Bytes_of_a_line_that_has_begun_are_handed_over()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var connection = new LineConnection(near);
        await Peers.SendAsync(far, "half");
        Assert.True(await connection.WaitToReadAsync());
        Assert.Equal(LineStatus.NeedMore, connection.TryRead(out _));

        Assert.Equal(LineStatus.Raw, connection.TryReadRaw(3, out var bytes));
        Assert.Equal("hal"u8, bytes.Span);
        await Peers.SendAsync(far, "\n");

        Assert.Equal(LineStatus.NeedMore, connection.TryRead(out _));
        Assert.True(await connection.WaitToReadAsync());
        Assert.Equal(LineStatus.Line, connection.TryRead(out var line));
        Assert.Equal("f"u8, line.Span);
        connection.Abort();
    }

    [Fact]
    public async Task A_delimiter_that_raw_reading_has_cut_is_none()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var connection = new LineConnection(near, new() { Delimiters = new Delimiters("abab"u8.ToArray()) });
        await Peers.SendAsync(far, "xaba");
        Assert.True(await connection.WaitToReadAsync());
        Assert.Equal(LineStatus.NeedMore, connection.TryRead(out _));

        Assert.Equal(LineStatus.Raw, connection.TryReadRaw(2, out _));
        await Peers.SendAsync(far, "bzababx");
        Assert.Equal(LineStatus.NeedMore, connection.TryRead(out _));
        Assert.True(await connection.WaitToReadAsync());

        Assert.Equal(LineStatus.Line, connection.TryRead(out var line));
        Assert.Equal("babz"u8, line.Span);
        connection.Abort();
    }

    [Fact]
    public async Task An_open_block_gives_back_what_is_lines_again()
    {
        foreach (var pieces in Decoding.AllCuts(12))
        {
            var next = 0;
            var (near, far) = MemoryTransport.CreatePair(cut: _ => next < pieces.Length ? pieces[next++] : int.MaxValue);
            var connection = new LineConnection(near);
            await Peers.SendAsync(far, "a\n\nb!c\nd\n\ne\n");
            await far.EndSendingAsync();

            var raw = new List<byte>();
            await foreach (var piece in connection.ReadRawAsync(long.MaxValue))
            {
                var end = piece.Span.IndexOf((byte)'!');
                raw.AddRange(piece.Span[..(end < 0 ? piece.Length : end + 1)]);
                if (end >= 0)
                {
                    connection.PutBackRaw(piece.Length - end - 1);
                    break;
                }
            }

            Assert.Equal("a\n\nb!"u8, raw.ToArray());
            Assert.Equal(["c", "d", "", "e"], await Peers.ReadLinesAsync(connection));
            connection.Abort();
        }
    }

    [Fact]
    public async Task More_than_was_given_cannot_be_put_back()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var connection = new LineConnection(near);
        await Peers.SendAsync(far, "abc");
        Assert.True(await connection.WaitToReadAsync());
        Assert.Equal(LineStatus.Raw, connection.TryReadRaw(2, out _));

        Assert.Throws<ArgumentOutOfRangeException>(() => connection.PutBackRaw(3));
        connection.PutBackRaw(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => connection.PutBackRaw(2));

        Assert.Equal(LineStatus.Raw, connection.TryReadRaw(9, out var bytes));
        Assert.Equal("bc"u8, bytes.Span);
        connection.Abort();
    }

    [Fact]
    public async Task The_limit_does_not_count_raw_bytes_and_a_peer_is_slowed()
    {
        var (near, far) = MemoryTransport.CreatePair(capacityBytes: 1000);
        var connection = new LineConnection(near, new() { MaxLineBytes = 10, ReceiveBytes = 100 });
        var send = far.SendAsync(new byte[100_000]).AsTask();
        var total = 0;

        await foreach (var piece in connection.ReadRawAsync(100_000L))
        {
            Assert.InRange(piece.Length, 1, 128);   // one received block
            Assert.True(total > 0 || !send.IsCompleted);
            total += piece.Length;
        }

        Assert.Equal(100_000, total);
        connection.Abort();
    }

    [Fact]
    public async Task A_protocol_takes_counted_blocks_and_open_ones_at_every_cut()
    {
        foreach (var pieces in Decoding.AllCuts(13))
        {
            var next = 0;
            var (near, far) = MemoryTransport.CreatePair(cut: _ => next < pieces.Length ? pieces[next++] : int.MaxValue);
            var protocol = new Blocks();
            await Peers.SendAsync(far, "2\na\nb\n!\nc.d\ne");
            await far.EndSendingAsync();

            await LineProtocol.RunAsync(new LineConnection(near), protocol).WaitAsync(Peers.Limit);

            Assert.Equal("[2](a\n)[b][!](c.)[d][e]", protocol.Text);
        }
    }

    private static async Task<string> ReadAsync(LineConnection connection)
    {
        var results = new List<string>();
        while (await connection.WaitToReadAsync())
        {
            LineStatus status;
            while ((status = connection.TryRead(out var line)) is not (LineStatus.NeedMore or LineStatus.End))
            {
                var text = Encoding.ASCII.GetString(line.Span);
                results.Add((status == LineStatus.TooLong ? "T:" : "L:") + text);
                if (status == LineStatus.Line && int.TryParse(text, out var count) && count > 0)
                {
                    var block = new byte[count];
                    var filled = await connection.ReadRawAsync(block).AsTask().WaitAsync(Peers.Limit);
                    if (filled > 0)
                    {
                        results.Add("R:" + Encoding.ASCII.GetString(block, 0, filled).Replace('\n', '|').Replace('\r', '|'));
                    }
                }
            }
        }

        return string.Join(' ', results);
    }

    /// <summary>A number announces so many raw bytes, ! an open block up to and with a dot.</summary>
    private sealed class Blocks : LineProtocol
    {
        private bool _inBlock;

        public string Text { get; private set; } = "";

        public override void LineReceived(ReadOnlySpan<byte> line)
        {
            EndBlock();
            Text += $"[{Encoding.ASCII.GetString(line)}]";
            RawBytes = line.SequenceEqual("!"u8) ? long.MaxValue : long.TryParse(line, out var count) ? count : 0;
        }

        public override int RawReceived(ReadOnlySpan<byte> bytes)
        {
            var dot = RawBytes > 100 ? bytes.IndexOf((byte)'.') : -1;
            var taken = dot < 0 ? bytes.Length : dot + 1;
            Text += (_inBlock ? "" : "(") + Encoding.ASCII.GetString(bytes[..taken]);
            _inBlock = true;
            if (dot == bytes.Length - 1 && dot >= 0)
            {
                RawBytes = 0;
            }

            return taken;
        }

        private void EndBlock()
        {
            Text += _inBlock ? ")" : "";
            _inBlock = false;
        }
    }
}
