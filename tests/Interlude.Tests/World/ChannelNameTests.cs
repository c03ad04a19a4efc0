using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Interlude.World;
using Interlude.World.Unicode;

namespace Interlude.Tests.World;

public sealed class ChannelNameTests
{
    [Fact]
    public void All_of_ASCII_is_as_the_grammar_says()
    {
        foreach (var c in Enumerable.Range(0, 128).Select(number => (char)number))
        {
            var isGood = c is > ' ' and <= '~' and not ',';

            Assert.Equal(isGood, ChannelName.TryCreate([(byte)'#', (byte)c, (byte)'A'], out var name, out _));
            Assert.Equal(isGood ? $"#{c}A" : null, name?.Value);
            Assert.Equal(isGood ? Fold.Of($"#{c}A") : null, name?.Key);
        }
    }

    [Theory]
    [InlineData("#lobby")]
    [InlineData("##")]
    [InlineData("#!\"$%&'()*+-./:;<=>?@[\\]^_`{|}~")]
    [InlineData("#1")]
    [InlineData("#Größe")]
    [InlineData("#नमस्ते")]
    [InlineData("#\u2167\u00BD")]
    [InlineData("#\U0001F600")]
    [InlineData("#\u2764")]
    [InlineData("#l\u00B4aquila")]             // folds to a space and a mark
    [InlineData("#\uFF0C")]                    // folds to a comma
    [InlineData("#1\u0301")]
    public void A_channel_name_is_a_number_sign_and_what_can_be_seen(string text)
    {
        var name = Names.Channel(text);

        Assert.Equal(text, name.Value);
        Assert.Equal(text, name.ToString());
        Assert.Equal(Fold.Of(text), name.Key);
        Assert.Equal(Encoding.UTF8.GetBytes(text), name.Utf8.ToArray());
    }

    [Theory]
    [InlineData("", NameFaultKind.Empty, 0)]
    [InlineData("#", NameFaultKind.Empty, 0)]
    [InlineData("lobby", NameFaultKind.BadStart, 'l')]
    [InlineData("&lobby", NameFaultKind.BadStart, '&')]
    [InlineData("\uFF03lobby", NameFaultKind.BadStart, 0xFF03)]       // a fullwidth number sign
    [InlineData("#\u0301a", NameFaultKind.BadStart, 0x0301)]
    [InlineData("#\u0903a", NameFaultKind.BadStart, 0x0903)]
    [InlineData("#a b", NameFaultKind.BadCharacter, ' ')]
    [InlineData("#a,b", NameFaultKind.BadCharacter, ',')]
    [InlineData("#a\u0007", NameFaultKind.BadCharacter, 7)]
    [InlineData("#\u0000", NameFaultKind.BadCharacter, 0)]
    [InlineData("#a\u007F", NameFaultKind.BadCharacter, 0x7F)]
    [InlineData("#a\u0085", NameFaultKind.BadCharacter, 0x85)]
    [InlineData("#a\u00A0", NameFaultKind.BadCharacter, 0xA0)]
    [InlineData("#a\u2028", NameFaultKind.BadCharacter, 0x2028)]
    [InlineData("#a\u202E", NameFaultKind.BadCharacter, 0x202E)]
    [InlineData("#a\u0600", NameFaultKind.BadCharacter, 0x0600)]      // a format character that shows
    [InlineData("#\u2764\uFE0F", NameFaultKind.BadCharacter, 0xFE0F)]
    [InlineData("#\u2800", NameFaultKind.BadCharacter, 0x2800)]
    [InlineData("#\uE000", NameFaultKind.BadCharacter, 0xE000)]
    [InlineData("#\u0378", NameFaultKind.BadCharacter, 0x0378)]       // unassigned
    [InlineData("#a\u0301\u0301", NameFaultKind.BadCharacter, 0x0301)]
    public void A_bad_channel_name_is_refused_with_its_fault(string text, NameFaultKind kind, int codePoint)
    {
        var isName = ChannelName.TryCreate(Encoding.UTF8.GetBytes(text), out var name, out var fault);

        Assert.False(isName);
        Assert.Null(name);
        Assert.Equal(new NameFault(kind, codePoint), fault);
    }

    [Theory]
    [InlineData("a", 63, true)]
    [InlineData("a", 64, false)]
    [InlineData("\u4E00", 33, true)]           // 100 bytes
    [InlineData("\u4E00", 34, false)]
    [InlineData("\uFDFA", 14, true)]           // 18 units each when folded
    [InlineData("\uFDFA", 15, false)]
    public void A_channel_name_is_bounded_in_code_points_bytes_and_key(string letter, int count, bool fits)
    {
        var text = "#" + string.Concat(Enumerable.Repeat(letter, count));

        Assert.Equal(fits, ChannelName.TryCreate(Encoding.UTF8.GetBytes(text), out _, out var fault));
        Assert.Equal(fits ? NameFaultKind.None : NameFaultKind.TooLong, fault.Kind);
    }

    [Fact]
    public void No_space_control_or_invisible_code_point_is_let_in()
    {
        foreach (var rune in UnicodeText.AllRunes())
        {
            var isSeen = CodePoints.GetKind(rune.Value) != CodePointKind.Other && !CodePoints.IsInvisible(rune.Value);

            if (ChannelName.TryCreate(Encoding.UTF8.GetBytes($"#a{rune}b"), out _, out _) != (isSeen && rune.Value != ','))
            {
                Assert.Fail($"U+{rune.Value:X4}");
            }
        }
    }

    [Fact]
    public void Any_text_behind_the_sign_is_a_bounded_name_or_a_fault()
    {
        Prop.ForAll(UnicodeText.Arbitrary(), text =>
                ChannelName.TryCreate(Encoding.UTF8.GetBytes("#" + text), out var name, out var fault)
                    ? name.Value == "#" + text && name.Key.Length <= ChannelName.MaxKeyLength && fault == default
                    : name is null && fault.Kind != NameFaultKind.None)
            .QuickCheckThrowOnFailure();
    }
}
