using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Interlude.Server;

namespace Interlude.Tests.Server;

public class ByteWriterTests
{
    [Fact]
    public void It_holds_what_was_written_in_order() => Prop.ForAll<NonNegativeInt, List<string?>>((capacity, texts) =>
    {
        var writer = new ByteWriter(capacity.Get % 40);
        var expected = new List<byte>();
        foreach (var text in texts.Select(text => text ?? "\u00e9\U0001F600"))
        {
            writer.Write(text);
            writer.Write((byte)'|');
            writer.Write(text.Length);
            writer.Write(Encoding.UTF8.GetBytes(text));
            expected.AddRange(Encoding.UTF8.GetBytes($"{text}|{text.Length}{text}"));
        }

        return writer.Count == expected.Count
            && writer.Written.SequenceEqual(expected.ToArray()) && writer.WrittenMemory.Span.SequenceEqual(writer.Written);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(long.MinValue, "-9223372036854775808")]
    [InlineData(long.MaxValue, "9223372036854775807")]
    [InlineData(0, "0")]
    public void A_number_of_any_length_has_room(long number, string text)
    {
        var writer = new ByteWriter(0);

        writer.Write(number);

        Assert.Equal(text, Encoding.ASCII.GetString(writer.Written));
    }

    [Fact]
    public void As_a_buffer_it_gives_room_behind_what_is_written()
    {
        var writer = new ByteWriter(4);
        writer.Write("abc"u8);

        IBufferWriter<byte> buffer = writer;
        "defgh"u8.CopyTo(buffer.GetSpan(5));
        buffer.Advance(5);
        "ij"u8.CopyTo(buffer.GetMemory().Span);
        buffer.Advance(2);

        Assert.Equal("abcdefghij", Encoding.ASCII.GetString(writer.Written));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Advance(writer.Capacity));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Advance(-1));
    }

    [Fact]
    public void Cleared_it_is_filled_anew()
    {
        var writer = new ByteWriter(2);
        writer.Write("hello");
        writer.Clear();
        writer.Write("you");

        Assert.Equal("you", Encoding.ASCII.GetString(writer.Written));
    }
}
