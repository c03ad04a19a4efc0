using System.Text;
using Interlude.World;

namespace Interlude.Tests.World;

public sealed class SourceWordTests
{
    [Theory]
    [InlineData("u")]
    [InlineData("~ident")]
    [InlineData("192.0.2.1")]
    [InlineData("2001:db8::1")]
    [InlineData("0::1")]
    [InlineData("a/b.c-d_e")]
    public void A_word_is_what_can_be_seen_of_ASCII(string text)
    {
        var word = Names.Word(text);

        Assert.Equal((text, text), (word.Value, word.ToString()));
        Assert.Equal(Encoding.ASCII.GetBytes(text), word.Utf8.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData(":1")]
    [InlineData("a b")]
    [InlineData("a!b")]
    [InlineData("a@b")]
    [InlineData("a*")]
    [InlineData("a?")]
    [InlineData("a,b")]
    [InlineData("a\u0000")]
    [InlineData("a\u007F")]
    [InlineData("é")]
    public void What_would_break_a_source_or_a_mask_is_no_word(string text)
    {
        Assert.False(SourceWord.TryCreate(Encoding.UTF8.GetBytes(text), out var word));
        Assert.Null(word);
    }

    [Fact]
    public void A_word_has_64_bytes_at_most()
    {
        Assert.True(SourceWord.TryCreate(new string('a', 64).Select(letter => (byte)letter).ToArray(), out _));
        Assert.False(SourceWord.TryCreate(new string('a', 65).Select(letter => (byte)letter).ToArray(), out _));
    }

    [Fact]
    public void Which_bytes_a_word_may_hold_is_told()
    {
        for (var unit = 0; unit < 256; unit++)
        {
            Assert.Equal(SourceWord.TryCreate([(byte)'a', (byte)unit], out _), SourceWord.Allows((byte)unit));
        }
    }
}
