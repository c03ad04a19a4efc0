using Interlude.Client.Proxies;
using Interlude.Lines;

namespace Interlude.Tests.Client.Proxies;

public class ProxyTests
{
    [Theory]
    [InlineData("socks5://proxy.example", "proxy.example", 1080, null, null)]
    [InlineData("socks5://[::1]:9050", "::1", 9050, null, null)]
    [InlineData("http://proxy.example", "proxy.example", 8080, null, null)]
    [InlineData("http://proxy.example:80/", "proxy.example", 80, null, null)]
    [InlineData("HTTP://ann:a%3Ab@proxy.example:3128", "proxy.example", 3128, "ann", "a:b")]
    [InlineData("socks5://ann@proxy.example", "proxy.example", 1080, "ann", null)]
    public void Uris_name_proxies(string text, string host, int port, string? user, string? password)
    {
        Assert.True(Proxy.TryParse(text, out var proxy, out _));
        Assert.Equal(new LineEndPoint.Tcp(host, port), proxy.EndPoint);
        Assert.Equal((user, password), (proxy.User, proxy.Password));
        Assert.Equal(text.StartsWith("socks5", StringComparison.Ordinal), proxy is Socks5Proxy);
    }

    [Theory]
    [InlineData("proxy.example:1080")]
    [InlineData("socks4://proxy.example")]
    [InlineData("https://proxy.example")]
    [InlineData("http://")]
    [InlineData("http://proxy.example/path")]
    [InlineData("http://proxy.example/#part")]
    [InlineData("http://proxy.example:0")]
    public void What_is_none_is_told(string text)
    {
        Assert.False(Proxy.TryParse(text, out _, out var error));
        Assert.StartsWith("That is no proxy; write socks5://HOST:PORT or http://HOST:PORT", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("socks5")]
    [InlineData("http")]
    public async Task What_is_no_name_is_not_asked_for(string scheme)
    {
        Assert.True(Proxy.TryParse($"{scheme}://ann:secret@proxy.example", out var proxy, out _));
        var (near, _) = MemoryTransport.CreatePair();

        foreach (var host in new[] { "a\r\nb", "a b", "", new string('a', 64), string.Concat(Enumerable.Repeat("abc.", 70)) })
        {
            var failure = await Assert.ThrowsAsync<ProxyException>(() => proxy.AskAsync(near, new LineEndPoint.Tcp(host, 80), CancellationToken.None));
            Assert.Contains(" cannot be asked for '", failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_password_that_SOCKS_cannot_carry_is_told_without_it()
    {
        Assert.False(Proxy.TryParse($"socks5://ann:{new string('x', 256)}@proxy.example", out _, out var error));
        Assert.Equal("The user or the password for proxy.example has more than 255 bytes, which SOCKS 5 cannot carry.", error);
    }
}
