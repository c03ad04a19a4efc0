using Interlude.World.Unicode;

namespace Interlude.Tests.World.Unicode;

public sealed class CodePointsTests
{
    [Theory]
    [InlineData('a', CodePointKind.Letter)]
    [InlineData(0x02B0, CodePointKind.Letter)]          // Lm
    [InlineData(0x4E00, CodePointKind.Letter)]          // First of a range in UnicodeData.txt,
    [InlineData(0x9FFF, CodePointKind.Letter)]          // Last,
    [InlineData(0x5B57, CodePointKind.Letter)]          // and between
    [InlineData(0x0301, CodePointKind.NonspacingMark)]
    [InlineData(0x20E3, CodePointKind.NonspacingMark)]  // Me
    [InlineData(0x0903, CodePointKind.SpacingMark)]
    [InlineData('7', CodePointKind.DecimalDigit)]
    [InlineData(0x0967, CodePointKind.DecimalDigit)]
    [InlineData(0x2167, CodePointKind.OtherNumber)]
    [InlineData('_', CodePointKind.Punctuation)]
    [InlineData('^', CodePointKind.Symbol)]
    [InlineData(0x1F600, CodePointKind.Symbol)]
    [InlineData(' ', CodePointKind.Other)]
    [InlineData(0x00, CodePointKind.Other)]
    [InlineData(0x2028, CodePointKind.Other)]
    [InlineData(0x200D, CodePointKind.Other)]
    [InlineData(0xD800, CodePointKind.Other)]
    [InlineData(0xE000, CodePointKind.Other)]
    [InlineData(0x0378, CodePointKind.Other)]           // unassigned
    [InlineData(0x10FFFF, CodePointKind.Other)]
    [InlineData(0x110000, CodePointKind.Other)]
    [InlineData(-1, CodePointKind.Other)]
    [InlineData(int.MinValue, CodePointKind.Other)]
    [InlineData(int.MaxValue, CodePointKind.Other)]
    public void A_code_point_has_the_kind_of_its_category(int codePoint, CodePointKind kind)
    {
        Assert.Equal(kind, CodePoints.GetKind(codePoint));
    }

    [Theory]
    [InlineData(0x00AD)]
    [InlineData(0x115F)]
    [InlineData(0x200B)]
    [InlineData(0x3164)]
    [InlineData(0xFE0F)]
    [InlineData(0xFEFF)]
    [InlineData(0xE0FFF)]
    public void What_a_font_may_leave_out_is_ignorable_and_invisible(int codePoint)
    {
        Assert.True(CodePoints.IsDefaultIgnorable(codePoint));
        Assert.True(CodePoints.IsInvisible(codePoint));
    }

    [Theory]
    [InlineData(0x2800)]
    [InlineData(0x13441)]
    [InlineData(0x16FE4)]
    public void Blanks_are_invisible_without_being_ignorable(int codePoint)
    {
        Assert.False(CodePoints.IsDefaultIgnorable(codePoint));
        Assert.True(CodePoints.IsInvisible(codePoint));
    }
}
