using Interlude.Tests.Client.Opening;

namespace Interlude.Tests.EndToEnd;

/// <summary>What <c>interlude connect</c> makes of lines on their way: from the input to the wire, and from there to the output.</summary>
public class ConnectFramingTests
{
    [Theory]
    [InlineData("", "a\nb\r\nlast", "a\r\nb\r\nlast\r\n", "one\r\ntwo\nlast", "one\ntwo\nlast\n")]
    [InlineData("--delimiter nul", "a\nb\r\nlast", "a\0b\0last\0", "one\0two\nlast", "one\ntwo\nlast\n")]
    [InlineData("--delimiter lf", "a\nb\r\nlast", "a\nb\r\nlast\n", "one\r\ntwo\nlast", "one\r\ntwo\nlast\n")]
    [InlineData("--input-delimiter , --output-delimiter ;", "a,b\nc,last", "a\r\nb\nc\r\nlast\r\n", "one\r\ntwo", "one;two;")]
    [InlineData("--delimiter || --input-delimiter nul --output-delimiter nul", "a\0last", "a||last||", "one||two|||", "one\0two\0|\0")]
    [InlineData("--max-line 3", "abcdef\n", "abcdef\r\n", "abcdef\r\nxyz\r\n", "abc\nxyz\n", "interlude connect: A line was too long: only its first 3 bytes are here (--max-line).\n")]
    public async Task Each_delimiter_has_its_place(string options, string input, string sent, string received, string output, string says = "")
    {
        var heard = "";
        await using var server = new ScriptedServer(async transport =>
        {
            heard = await ScriptedServer.ReadUntilAsync(transport, sent);
            await transport.SendAsync(System.Text.Encoding.Latin1.GetBytes(received));
            await transport.EndSendingAsync();
        });
        await using var connect = ChildProcess.Interlude(
            ["connect", "127.0.0.1", $"{server.EndPoint.Port}", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        await connect.WriteAsync(input);
        connect.EndInput();

        Assert.Equal(output, await connect.ReadToEndAsync());
        Assert.Equal((0, says), await connect.WaitForExitAsync());
        await server.Ended;
        Assert.Equal(sent, heard);
    }
}
