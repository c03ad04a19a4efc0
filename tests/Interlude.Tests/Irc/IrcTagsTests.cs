using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Interlude.Irc;

namespace Interlude.Tests.Irc;

public sealed class IrcTagsTests
{
    [Theory]
    [InlineData("a=1;b=2", "a", "1")]
    [InlineData("a=1;b=2;a=3", "a", "3")]          // the last one counts
    [InlineData("a=1;a", "a", "")]
    [InlineData("a=", "a", "")]                    // the same as without '='
    [InlineData("a", "a", "")]
    [InlineData("a=b=c;=d", "a", "b=c")]           // the first '=' ends the key
    [InlineData("a==", "a", "=")]
    [InlineData(";;a=1;;", "a", "1")]
    [InlineData("+v.example/a=x\\:", "+v.example/a", "x\\:")]
    [InlineData("A=1", "a", null)]                 // "case-sensitive opaque identifiers"
    [InlineData("ab=1", "a", null)]
    [InlineData("+a=1", "a", null)]
    [InlineData("=1", "", null)]
    [InlineData("", "a", null)]
    public void A_tag_is_found_by_its_whole_key(string tags, string key, string? rawValue)
    {
        var found = new IrcTags(Encoding.UTF8.GetBytes(tags)).TryGet(Encoding.UTF8.GetBytes(key), out var value);

        Assert.Equal(rawValue is not null, found);
        Assert.Equal(rawValue ?? "", Encoding.UTF8.GetString(value));
    }

    [Fact]
    public void Tags_come_in_their_order_and_say_for_whom_they_are()
    {
        var seen = new List<string>();

        foreach (var tag in new IrcTags("+b=1;;a;+b=2;=x"u8))
        {
            seen.Add($"{Encoding.UTF8.GetString(tag.Key)}={Encoding.UTF8.GetString(tag.RawValue)} {tag.IsClientOnly}");
        }

        Assert.Equal(["+b=1 True", "a= False", "+b=2 True"], seen);
    }

    [Theory]
    [InlineData("raw+:=,escaped; \\", @"raw+:=,escaped\:\s\\")] // the document's own example
    [InlineData("a\r\nb", @"a\r\nb")]
    [InlineData("\\n", @"\\n")]
    [InlineData("", "")]
    [InlineData("h\u00E9", "h\u00E9")]
    public void A_value_is_escaped_and_back(string value, string rawValue)
    {
        Assert.Equal(rawValue, Escape(value));
        Assert.Equal(value, Unescape(rawValue));
    }

    [Theory]
    [InlineData(@"test\", "test")]     // "there SHOULD be no output character"
    [InlineData(@"\", "")]
    [InlineData(@"\b", "b")]           // "should unescape to just b"
    [InlineData(@"\\\", "\\")]
    [InlineData(@"\\\s\\s", "\\ \\s")]
    public void Escapes_that_are_none_lose_their_backslash(string rawValue, string value)
    {
        Assert.Equal(value, Unescape(rawValue));
    }

    [Fact]
    public void NUL_has_no_escape_and_is_left_out()
    {
        Assert.Equal("ab", Escape("a\0b"));
    }

    [Fact]
    public void Any_value_without_NUL_comes_back_and_its_escaped_form_fits_a_tag()
    {
        Prop.ForAll(UnicodeText.Arbitrary(), text =>
        {
            var value = text.Replace("\0", "", StringComparison.Ordinal);
            var rawValue = Escape(value);
            return Unescape(rawValue) == value && !rawValue.Any(unit => "\0\r\n ;".Contains(unit));
        }).QuickCheckThrowOnFailure();
    }

    private static string Escape(string value)
    {
        var output = new ArrayBufferWriter<byte>();
        IrcTags.Escape(Encoding.UTF8.GetBytes(value), output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static string Unescape(string rawValue)
    {
        var output = new ArrayBufferWriter<byte>();
        IrcTags.Unescape(Encoding.UTF8.GetBytes(rawValue), output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
