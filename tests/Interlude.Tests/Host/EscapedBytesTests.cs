using Interlude.Host;

namespace Interlude.Tests.Host;

public class EscapedBytesTests
{
    [Theory]
    [InlineData(@"\r\n", "0D0A")]
    [InlineData(@"\t\0\\", "09005C")]
    [InlineData(@"\x7F\xffA", "7FFF41")]
    [InlineData("END", "454E44")]
    [InlineData("é", "C3A9")]
    [InlineData(@"😀\n", "F09F98800A")]
    public void Escapes_become_bytes_and_text_is_UTF8(string text, string bytes)
    {
        Assert.True(EscapedBytes.TryParse(text, out var actual, out _));
        Assert.Equal(bytes, Convert.ToHexString(actual));
    }

    [Theory]
    [InlineData("", "it must not be empty.")]
    [InlineData("a\uFFFD", "\"a\uFFFD\" is not UTF-8; write other bytes as \\xNN.")]
    [InlineData(@"a\q", "\"a\\q\" has an unknown escape at character 2; the escapes are \\r, \\n, \\t, \\0, \\\\ and \\xNN.")]
    [InlineData(@"\", "\"\\\" has an unknown escape at character 1; the escapes are \\r, \\n, \\t, \\0, \\\\ and \\xNN.")]
    [InlineData(@"\x1", "\"\\x1\" has an unknown escape at character 1; the escapes are \\r, \\n, \\t, \\0, \\\\ and \\xNN.")]
    [InlineData(@"\xg0", "\"\\xg0\" has an unknown escape at character 1; the escapes are \\r, \\n, \\t, \\0, \\\\ and \\xNN.")]
    public void What_is_wrong_is_told(string text, string expected)
    {
        Assert.False(EscapedBytes.TryParse(text, out _, out var error));
        Assert.Equal(expected, error);
    }
}
