using System.Buffers;
using System.Text;
using Interlude.Client.Records;

namespace Interlude.Tests.Client.Records;

public class RecordFormatTests
{
    private static readonly DateTimeOffset Time = new(2026, 11, 26, 17, 0, 0, 123, TimeSpan.FromHours(0));

    [Fact]
    public void Json_is_an_object_a_line() =>
        Assert.Equal("""{"time":"2026-11-26T17:00:00.123Z","direction":"received","text":"say \"hi\" 日"}""" + "\n", Write(RecordFormat.Json, LineDirection.Received, "say \"hi\" 日"u8));

    [Fact]
    public void What_is_not_Utf8_goes_as_Base64() =>
        Assert.Equal("""{"time":"2026-11-26T17:00:00.123Z","direction":"sent","base64":"/wA="}""" + "\n", Write(RecordFormat.Json, LineDirection.Sent, [0xFF, 0]));

    [Fact]
    public void A_dump_has_sixteen_bytes_a_row() =>
        Assert.Equal(
            "< 00000000  30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66  |0123456789abcdef|\n"
            + "< 00000010  00 ff                                            |..|\n",
            Write(RecordFormat.Hex, LineDirection.Received, [.. "0123456789abcdef"u8, 0, 0xFF]));

    [Fact]
    public void An_empty_line_is_a_row_too() =>
        Assert.Equal("> 00000000                                                   ||\n", Write(RecordFormat.Hex, LineDirection.Sent, ""u8));

    [Fact]
    public void Text_shows_what_controls() =>
        Assert.Equal("2026-11-26T17:00:00.123Z > a^[b é\n", Write(RecordFormat.Text, LineDirection.Sent, [(byte)'a', 0x1B, (byte)'b', (byte)' ', 0xE9]));

    private static string Write(RecordFormat format, LineDirection direction, ReadOnlySpan<byte> line)
    {
        var output = new ArrayBufferWriter<byte>();
        format.Write(output, direction, line, Time);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
