using Interlude.Client.Pipes;

namespace Interlude.Tests.Client.Pipes;

public class EndOfInputTests
{
    public static TheoryData<string, EndOfInput> Policies => new()
    {
        { "half-close", new EndOfInput.HalfClose(TimeSpan.Zero) },
        { "linger 2", new EndOfInput.Linger(TimeSpan.FromSeconds(2)) },
        { "linger:0.25", new EndOfInput.Linger(TimeSpan.FromMilliseconds(250)) },
        { "replies 3", new EndOfInput.Replies(3) },
        { "leave", new EndOfInput.Leave() },
        { "keep", new EndOfInput.Keep() },
    };

    [Theory]
    [MemberData(nameof(Policies))]
    public void Policies_have_names(string text, EndOfInput expected)
    {
        Assert.True(EndOfInput.TryParse(text, out var policy, out _));
        Assert.Equal(expected, policy);
    }

    [Theory]
    [InlineData("")]
    [InlineData("linger")]
    [InlineData("linger 0")]
    [InlineData("linger -1")]
    [InlineData("linger 86401")]
    [InlineData("replies 0")]
    [InlineData("replies 1.5")]
    [InlineData("leave 1")]
    public void What_is_none_is_told(string text)
    {
        Assert.False(EndOfInput.TryParse(text, out _, out var error));
        Assert.Equal($"'{text}' is no policy; it is half-close, \"linger SECONDS\", \"replies N\", leave or keep.", error);
    }
}
