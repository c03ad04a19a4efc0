using System.Text;
using Interlude.Client.Talks;
using Interlude.Lines;
using Interlude.Tests.Lines;

namespace Interlude.Tests.Client.Talks;

/// <summary>RFC 854, from the client's end.</summary>
public class TelnetTests
{
    [Theory]

    // WILL ECHO, WILL SGA, DO NAWS, DO TTYPE, before a banner.
    [InlineData("FF FB 01 FF FB 03 FF FD 1F FF FD 18", "login: ", "FF FE 01 FF FE 03 FF FC 1F FF FC 18")]

    // What a telnetd opens with: DO TTYPE, TSPEED, XDISPLOC, NEW-ENVIRON, and asks on regardless: SB TTYPE SEND.
    [InlineData("FF FD 18 FF FD 20 FF FD 23 FF FD 27 FF FA 18 01 FF F0", "Debian\n", "FF FC 18 FF FC 20 FF FC 23 FF FC 27")]

    // WILL ECHO around a password: refused once, and nothing is owed to WONT or to a second WILL.
    [InlineData("FF FB 01 FF FC 01 FF FB 01", "Password: ", "FF FE 01")]
    public async Task What_a_server_negotiates_is_refused_and_never_seen(string hex, string text, string answers)
    {
        var (talk, far) = Start();
        await far.SendAsync(Bytes(hex));
        await Peers.SendAsync(far, text);
        await far.EndSendingAsync();

        var lines = await Peers.ReadLinesAsync(talk);
        await talk.CloseAsync();

        Assert.Equal([text.TrimEnd('\n')], lines);
        Assert.Equal(Bytes(answers), Encoding.Latin1.GetBytes(await Peers.ReadToEndAsync(far)));
    }

    [Fact]
    public async Task A_question_in_the_middle_of_a_line_is_answered_and_the_line_is_whole()
    {
        var (talk, far) = Start();
        await far.SendAsync(Bytes("6F 6E FF FD 18 65 FF FF 0D 0A"));   // on, DO TTYPE, e, 255, CR LF

        Assert.Equal("one\u00FF", Encoding.Latin1.GetString((await talk.ReadLineAsync())!.Value.Span));
        var answer = new byte[10];
        Assert.Equal(3, await far.ReceiveAsync(answer, CancellationToken.None));
        Assert.Equal(Bytes("FF FC 18"), answer[..3]);
        talk.Abort();
    }

    [Fact]
    public async Task The_byte_255_goes_out_twice_however_it_is_written()
    {
        var (talk, far) = Start();

        Assert.True(await talk.WriteLineAsync(new byte[] { 255, 65, 255, 255 }));
        Assert.True(talk.TryWrite([255], [66, 255], [255, 67]));
        Assert.True(await talk.CompleteAsync());

        Assert.Equal(
            Bytes("FF FF 41 FF FF FF FF 0D 0A FF FF 42 FF FF FF FF 43"), Encoding.Latin1.GetBytes(await Peers.ReadToEndAsync(far)));
        talk.Abort();
    }

    [Fact]
    public async Task A_line_that_would_fit_only_without_its_doubles_is_refused_at_once()
    {
        var (talk, _) = Start(new LineConnectionOptions { OutboxLimitBytes = 1024, OutboxHighBytes = 512, OutboxLowBytes = 256 });
        var line = new byte[1000];
        Array.Fill(line, (byte)255, 0, 22);
        Assert.True(await talk.WriteLineAsync(line));
        line[22] = 255;

        await Assert.ThrowsAsync<ArgumentException>(async () => await talk.WriteLineAsync(line));
        talk.Abort();
    }

    private static (LineConnection Talk, MemoryTransport Far) Start(LineConnectionOptions? options = null)
    {
        var (near, far) = MemoryTransport.CreatePair();
        options ??= new LineConnectionOptions();
        return (new LineConnection(near, Telnet.Speaking(options with { LingerTime = TimeSpan.Zero })), far);
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
