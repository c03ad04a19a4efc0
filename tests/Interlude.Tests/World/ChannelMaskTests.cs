using System.Text;
using Interlude.World;

namespace Interlude.Tests.World;

public sealed class ChannelMaskTests
{
    [Theory]
    [InlineData("ana", "ana!*@*")]
    [InlineData("ana!u", "ana!u@*")]
    [InlineData("ana!u@h", "ana!u@h")]
    [InlineData("u@h", "*!u@h")]
    [InlineData("@h", "*!*@h")]
    [InlineData("u@", "*!u@*")]
    [InlineData("!", "*!*@*")]
    [InlineData("!u", "*!u@*")]
    [InlineData("ana!", "ana!*@*")]
    [InlineData("*", "*!*@*")]
    [InlineData("*.example", "*!*@*.example")]
    [InlineData("2001:db8::*", "*!*@2001:db8::*")]
    [InlineData("a!b@c@d", "a!b@c@d")]                   // the last @ parts
    [InlineData("m:ana", "m:ana!*@*")]
    [InlineData("m:*.example", "m:*!*@*.example")]
    [InlineData("m:m:ana", "m:*!*@m:ana")]               // with a colon, a host
    [InlineData("M:ana", "*!*@M:ana")]
    public void What_is_missing_is_anything(string typed, string whole)
    {
        var mask = Names.Mask(typed);

        Assert.Equal((whole, whole), (mask.Value, mask.ToString()));
        Assert.Equal(Encoding.UTF8.GetBytes(whole), mask.Utf8.ToArray());
        Assert.Equal(typed.StartsWith("m:", StringComparison.Ordinal), mask.IsMute);
        Assert.Equal(whole, Names.Mask(whole).Value);   // whole already
    }

    [Theory]
    [InlineData("")]
    [InlineData("m:")]
    [InlineData(":a")]
    [InlineData("a b")]
    [InlineData("a\t")]
    [InlineData("a\u0001")]
    public void What_no_line_could_carry_is_no_mask(string typed)
    {
        Assert.False(ChannelMask.TryCreate(Encoding.UTF8.GetBytes(typed), out var mask));
        Assert.Null(mask);
    }

    [Fact]
    public void What_is_not_UTF8_is_no_mask()
    {
        Assert.False(ChannelMask.TryCreate([(byte)'a', 0xFF], out _));
    }

    [Theory]
    [InlineData(1, "", "!*@*")]
    [InlineData(1, "m:", "!*@*")]
    [InlineData(2, "", "!*@*")]
    public void A_whole_mask_has_200_bytes_at_most(int bytesOfLetter, string front, string back)
    {
        var letter = bytesOfLetter == 1 ? "a" : "é";
        var most = string.Concat(Enumerable.Repeat(letter, (ChannelMask.MaxBytes - front.Length - back.Length) / bytesOfLetter));

        Assert.True(ChannelMask.TryCreate(Encoding.UTF8.GetBytes(front + most), out var mask));
        Assert.Equal(ChannelMask.MaxBytes, mask.Utf8.Length);
        Assert.True(ChannelMask.TryCreate(mask.Utf8.Span, out _));
        Assert.False(ChannelMask.TryCreate(Encoding.UTF8.GetBytes(front + most + "b"), out var longer));
        Assert.Null(longer);
    }

    [Theory]
    [InlineData("ana", "ANA!*@*", true)]
    [InlineData("ana", "Ａna", true)]                      // fullwidth
    [InlineData("ana!u", "ana!U@*", true)]
    [InlineData("ana", "m:ana", false)]
    [InlineData("ana", "ana?", false)]
    public void Masks_are_one_if_they_fold_to_the_same(string a, string b, bool isOne)
    {
        Assert.Equal(isOne, Names.Mask(a).Key == Names.Mask(b).Key);
    }

    [Theory]
    [InlineData("a?a", "ana", true)]
    [InlineData("A*", "ana", true)]
    [InlineData("*!*@HOST", "ana", true)]
    [InlineData("*!user@*.host", "ana", false)]
    [InlineData("m:ana", "ana", true)]
    [InlineData("ana", "anna", false)]
    public void A_mask_fits_what_has_been_folded(string typed, string nick, bool fits)
    {
        var world = WorldUnderTest.With("root").On("#dev", "root").After("root", Wishes.List("#dev", MaskList.Bans, typed), Wishes.Set("#dev", ChannelTraits.MembersOnly))
            .After("p", Wishes.Register(nick, Wishes.Profile with { RealHost = Names.Word("Host") }));

        // bans keep out, mutes silence
        var joined = world.Apply("p", new Command.Join(Names.Channel("#dev")))[0];
        var said = world.Apply("p", Wishes.Say("#dev", "hi"))[0];

        Assert.Equal(fits, joined.StartsWith("Refused", StringComparison.Ordinal) || said.StartsWith("Refused", StringComparison.Ordinal));
    }
}
