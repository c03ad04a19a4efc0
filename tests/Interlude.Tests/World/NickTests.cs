using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Interlude.World;
using Interlude.World.Unicode;

namespace Interlude.Tests.World;

public sealed class NickTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("ana")]
    [InlineData("_[]\\`^{}|-1")]
    [InlineData("bob-42")]
    [InlineData("\u00C5sa")]
    [InlineData("A\u030Asa")]
    [InlineData("Ти́хон")]                    // a stress mark
    [InlineData("김치")]
    [InlineData("नमस्ते")]                    // vowel signs and virama
    [InlineData("ខ្មែរ")]                     // an invisible stacker that spelling needs
    [InlineData("x\u0661")]                   // an Arabic-Indic digit
    [InlineData("Nguyễn")]
    [InlineData("น้ำ")]                       // folds to mark and vowel
    [InlineData("\U00010400x")]
    public void A_nick_is_made_of_letters_marks_digits_and_specials(string text)
    {
        var nick = Names.Nick(text);

        Assert.Equal(text, nick.Value);
        Assert.Equal(text, nick.ToString());
        Assert.Equal(Fold.Of(text), nick.Key);
        Assert.Equal(Encoding.UTF8.GetBytes(text), nick.Utf8.ToArray());
    }

    [Fact]
    public void All_of_ASCII_is_as_the_grammar_says()
    {
        foreach (var c in Enumerable.Range(0, 128).Select(number => (char)number))
        {
            var isStart = char.IsAsciiLetter(c) || "_[]\\`^{}|".Contains(c, StringComparison.Ordinal);
            var isInner = isStart || char.IsAsciiDigit(c) || c == '-';

            Assert.Equal(isStart, Nick.TryCreate([(byte)c, (byte)'a'], out _, out _));
            Assert.Equal(isInner, Nick.TryCreate([(byte)'A', (byte)c], out var nick, out _));
            Assert.Equal(isInner ? $"A{c}" : null, nick?.Value);
            Assert.Equal(isInner ? Fold.Of($"A{c}") : null, nick?.Key);
        }
    }

    [Theory]
    [InlineData("", NameFaultKind.Empty, 0)]
    [InlineData("1ana", NameFaultKind.BadStart, '1')]
    [InlineData("-ana", NameFaultKind.BadStart, '-')]
    [InlineData("\u0661x", NameFaultKind.BadStart, 0x0661)]
    [InlineData("\u0301a", NameFaultKind.BadStart, 0x0301)]
    [InlineData("\uFF9Ea", NameFaultKind.BadStart, 0xFF9E)]             // a letter that folds to a mark
    [InlineData("a b", NameFaultKind.BadCharacter, ' ')]
    [InlineData("a\tb", NameFaultKind.BadCharacter, '\t')]
    [InlineData("a\0", NameFaultKind.BadCharacter, 0)]
    [InlineData("#ana", NameFaultKind.BadCharacter, '#')]
    [InlineData("a,b", NameFaultKind.BadCharacter, ',')]
    [InlineData("a!b@c", NameFaultKind.BadCharacter, '!')]
    [InlineData("a.b", NameFaultKind.BadCharacter, '.')]
    [InlineData("<ana>", NameFaultKind.BadCharacter, '<')]
    [InlineData("*", NameFaultKind.BadCharacter, '*')]
    [InlineData("a1\u0301", NameFaultKind.BadCharacter, 0x0301)]        // a mark behind a digit
    [InlineData("_\u0301", NameFaultKind.BadCharacter, 0x0301)]
    [InlineData("a\u200Db", NameFaultKind.BadCharacter, 0x200D)]
    [InlineData("a\uFE0F", NameFaultKind.BadCharacter, 0xFE0F)]
    [InlineData("a\u034F\u0301", NameFaultKind.BadCharacter, 0x034F)]
    [InlineData("\u3164", NameFaultKind.BadCharacter, 0x3164)]          // Hangul filler: a letter that shows nothing
    [InlineData("\U00013441", NameFaultKind.BadCharacter, 0x13441)]     // a blank hieroglyph
    [InlineData("a\u00B2", NameFaultKind.BadCharacter, 0x00B2)]
    [InlineData("a\u00A0b", NameFaultKind.BadCharacter, 0x00A0)]
    [InlineData("a\U0001F600", NameFaultKind.BadCharacter, 0x1F600)]
    [InlineData("a\uE000", NameFaultKind.BadCharacter, 0xE000)]
    [InlineData("a\uFDFA", NameFaultKind.BadCharacter, 0xFDFA)]         // a letter that folds to four words
    [InlineData("x\u0140", NameFaultKind.BadCharacter, 0x0140)]         // and one that folds to l and a dot
    [InlineData("a\u0301\u0301", NameFaultKind.BadCharacter, 0x0301)]
    [InlineData("\u00E1\u0301", NameFaultKind.BadCharacter, 0x0301)]    // the same, half composed
    [InlineData("a\u0316\u0317\u0318\u0319\u031C", NameFaultKind.BadCharacter, 0x031C)]
    public void A_bad_nick_is_refused_with_its_fault(string text, NameFaultKind kind, int codePoint)
    {
        var isNick = Nick.TryCreate(Encoding.UTF8.GetBytes(text), out var nick, out var fault);

        Assert.False(isNick);
        Assert.Null(nick);
        Assert.Equal(new NameFault(kind, codePoint), fault);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_a_bad_character()
    {
        Assert.False(Nick.TryCreate([(byte)'a', 0xED, 0xA0, 0x80], out _, out var fault)); // a surrogate

        Assert.Equal(new NameFault(NameFaultKind.BadCharacter, 0xFFFD), fault);
    }

    [Theory]
    [InlineData("a", 32, true)]
    [InlineData("a", 33, false)]
    [InlineData("\u00E6", 32, true)]       // 64 bytes
    [InlineData("\u4E00", 21, true)]       // 63 bytes
    [InlineData("\u4E00", 22, false)]
    [InlineData("\U00010400", 16, true)]
    [InlineData("\U00010400", 17, false)]
    public void A_nick_has_32_code_points_and_64_bytes_at_most(string letter, int count, bool fits)
    {
        var text = string.Concat(Enumerable.Repeat(letter, count));

        Assert.Equal(fits, Nick.TryCreate(Encoding.UTF8.GetBytes(text), out _, out var fault));
        Assert.Equal(fits ? NameFaultKind.None : NameFaultKind.TooLong, fault.Kind);
    }

    [Theory]
    [InlineData("Ana", "ANA")]
    [InlineData("Straße", "STRASSE")]
    [InlineData("\u00C5sa", "a\u030Asa")]
    [InlineData("a\u0323\u0307", "a\u0307\u0323")]
    [InlineData("\uFF41na", "ana")]
    [InlineData("\uAC00", "\u1100\u1161")]
    public void Two_spellings_of_one_nick_have_one_key(string one, string other)
    {
        Assert.Equal(Names.Nick(one).Key, Names.Nick(other).Key);
    }

    [Fact]
    public void No_invisible_code_point_is_let_in_anywhere()
    {
        foreach (var rune in UnicodeText.AllRunes().Where(rune => CodePoints.IsInvisible(rune.Value)))
        {
            foreach (var text in (string[])[$"{rune}", $"{rune}a", $"a{rune}", $"a{rune}b", $"a\u0301{rune}b"])
            {
                if (IsNick(text))
                {
                    Assert.Fail($"U+{rune.Value:X4} is let in");
                }
            }
        }
    }

    /// <summary>It bounds every key: no more than four UTF-16 units for each code point.</summary>
    [Fact]
    public void No_code_point_of_a_nick_folds_to_more_than_four_units()
    {
        var longest = UnicodeText.AllRunes().Select(rune => $"a{rune}").Where(IsNick).Max(text => Fold.Of(text).Length - 1);

        Assert.Equal(4, longest);
        Assert.Equal(4 * Nick.MaxCodePoints, Nick.MaxKeyLength);
    }

    [Fact]
    public void The_ASCII_of_nicks_is_that_of_the_grammar()
    {
        var within = Enumerable.Range(0, 128).Where(unit => IsNick($"a{(char)unit}")).Select(unit => (char)unit);
        var first = Enumerable.Range(0, 128).Where(unit => IsNick($"{(char)unit}a")).Select(unit => (char)unit);

        Assert.Equal("-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}", string.Concat(within));
        Assert.Equal("ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}", string.Concat(first));
    }

    [Fact]
    public void The_key_of_a_nick_is_a_nick_with_the_same_key_if_it_fits()
    {
        var nicks = 0;

        Prop.ForAll(UnicodeText.NickLike(), text =>
        {
            if (!Nick.TryCreate(Encoding.UTF8.GetBytes(text), out var nick, out _))
            {
                return true;
            }

            nicks++;
            return Nick.TryCreate(Encoding.UTF8.GetBytes(nick.Key), out var again, out var fault)
                ? again.Key == nick.Key
                : fault.Kind == NameFaultKind.TooLong;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

        Assert.True(nicks > 200, $"Only {nicks} of the texts were nicks.");
    }

    [Fact]
    public void A_nick_with_something_invisible_in_it_is_none()
    {
        var place = Gen.Choose(0, 40).ToArbitrary();
        var invisible = Gen.Elements(0x00AD, 0x034F, 0x115F, 0x200B, 0x200D, 0x2060, 0x3164, 0xFE0F, 0xFEFF, 0xE0041)
            .ToArbitrary();

        Prop.ForAll(UnicodeText.NickLike(), place, invisible, (text, index, codePoint) =>
                !IsNick(text) || !IsNick(text.Insert(index % (text.Length + 1), new Rune(codePoint).ToString())))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void Any_bytes_are_a_nick_or_a_fault()
    {
        Prop.ForAll<byte[]>(bytes => Nick.TryCreate(bytes, out var nick, out var fault)
                ? nick.Utf8.Span.SequenceEqual(bytes) && fault == default
                : nick is null && fault.Kind != NameFaultKind.None)
            .QuickCheckThrowOnFailure();
    }

    private static bool IsNick(string text) => Nick.TryCreate(Encoding.UTF8.GetBytes(text), out _, out _);
}
