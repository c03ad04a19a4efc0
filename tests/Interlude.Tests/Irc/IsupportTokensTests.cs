using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Interlude.Irc;

namespace Interlude.Tests.Irc;

public sealed class IsupportTokensTests
{
    private readonly IsupportTokens _tokens = new();

    [Fact]
    public void Tokens_are_bare_valued_or_negated()
    {
        _tokens.Add("SAFELIST"u8);
        _tokens.Add("PREFIX"u8, "(ov)@+"u8);
        _tokens.Add("NICKLEN"u8, 30);
        _tokens.Negate("WHOX"u8);
        _tokens.Add("draft/ICON"u8, "https://example.org/i"u8);

        Assert.Equal(["SAFELIST", "PREFIX=(ov)@+", "NICKLEN=30", "-WHOX", "draft/ICON=https://example.org/i"], Texts(_tokens.All));
    }

    [Theory]
    [InlineData("My Net", @"My\x20Net")]
    [InlineData("a=b", @"a\x3Db")]
    [InlineData("a\\b", @"a\x5Cb")]
    [InlineData("a\r\n\0\x7F", @"a\x0D\x0A\x00\x7F")]
    [InlineData("N\u00E9t", "N\u00E9t")]
    public void A_value_is_one_word(string value, string escaped)
    {
        _tokens.Add("NETWORK"u8, Encoding.UTF8.GetBytes(value));

        Assert.Equal(["NETWORK=" + escaped], Texts(_tokens.All));
    }

    [Fact]
    public void What_has_changed_can_be_told_alone()
    {
        var known = new IsupportTokens();
        known.Add("SAFELIST"u8);
        known.Add("NICKLEN"u8, 30);
        _tokens.Add("SAFELIST"u8);
        _tokens.Add("NICKLEN"u8, 31);
        _tokens.Add("WHOX"u8);

        Assert.Equal(["NICKLEN=31", "WHOX"], Texts(_tokens.Except(known).All));
        Assert.Empty(_tokens.Except(_tokens).All);
    }

    [Fact]
    public void A_line_has_13_tokens_at_most()
    {
        for (var number = 0; number < 27; number++)
        {
            _tokens.Add(Encoding.UTF8.GetBytes($"T{number}"));
        }

        var lines = _tokens.ToLines(50);

        Assert.Equal([13, 13, 1], lines.Select(line => line.Count));
        Assert.Equal(Texts(_tokens.All), lines.SelectMany(Texts));
    }

    [Fact]
    public void No_tokens_no_lines()
    {
        Assert.Empty(_tokens.ToLines(50));
    }

    [Fact]
    public void Lines_are_as_full_as_they_can_be_and_never_too_long()
    {
        Prop.ForAll(Gen.Choose(0, 290).ArrayOf().ToArbitrary(), Gen.Choose(0, 179).ToArbitrary(), (lengths, prefix) =>
        {
            var tokens = new IsupportTokens();
            foreach (var (index, length) in lengths.Index())
            {
                tokens.Add(Encoding.UTF8.GetBytes($"T{index}"), Encoding.UTF8.GetBytes(new string('x', length)));
            }

            var lines = tokens.ToLines(prefix);
            var sizes = lines.Select(line => line.Sum(token => 1 + token.Length) + prefix + 2 + IsupportTokens.Text.Length).ToList();
            return sizes.All(size => size <= IrcLimits.MaxBodyBytes)
                && lines.All(line => line.Count is >= 1 and <= 13)
                && Enumerable.Range(1, Math.Max(0, lines.Count - 1)).All(next =>
                    lines[next - 1].Count == 13 || sizes[next - 1] + 1 + lines[next][0].Length > IrcLimits.MaxBodyBytes)
                && lines.SelectMany(Texts).SequenceEqual(Texts(tokens.All));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("")]
    [InlineData("A B")]
    [InlineData("A=B")]
    [InlineData("-A")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTU")]
    [InlineData("KNOWN")]
    public void Malformed_and_repeated_names_are_a_bug(string name)
    {
        _tokens.Add("KNOWN"u8);

        Assert.Throws<ArgumentException>(() => _tokens.Add(Encoding.UTF8.GetBytes(name)));
        Assert.Throws<ArgumentException>(() => _tokens.Negate(Encoding.UTF8.GetBytes(name)));
        Assert.Single(_tokens.All);
    }

    [Fact]
    public void Tokens_and_prefixes_have_a_longest()
    {
        Assert.Throws<ArgumentException>(() => _tokens.Add("A"u8, new byte[299]));
        Assert.Throws<ArgumentOutOfRangeException>(() => _tokens.ToLines(180));
        Assert.Throws<ArgumentOutOfRangeException>(() => _tokens.ToLines(-1));
    }

    private static IEnumerable<string> Texts(IEnumerable<ReadOnlyMemory<byte>> tokens) =>
        tokens.Select(token => Encoding.UTF8.GetString(token.Span));
}
