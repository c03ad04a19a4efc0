using System.Text;
using Interlude.Client.Proxies;
using Interlude.Lines;
using Interlude.Tests.Lines;

namespace Interlude.Tests.Client.Proxies;

public class HttpProxyTests
{
    private static readonly LineEndPoint.Tcp Place = new("proxy.example", 8080);
    private static readonly LineEndPoint.Tcp Target = new("chat.example", 6667);

    [Fact]
    public async Task A_name_is_looked_up_there()
    {
        Assert.Equal("CONNECT chat.example:6667 HTTP/1.1\r\nHost: chat.example:6667\r\n\r\n",
            await AskAsync(new HttpProxy(Place, null, null), Target, "HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\n"));
    }

    [Fact]
    public async Task An_IPv6_address_stands_in_brackets()
    {
        Assert.StartsWith("CONNECT [::1]:80 HTTP/1.1\r\nHost: [::1]:80\r\n",
            await AskAsync(new HttpProxy(Place, null, null), new LineEndPoint.Tcp("::1", 80), "HTTP/1.0 200\n\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_logs_in_at_once()
    {
        Assert.EndsWith("\r\nProxy-Authorization: Basic w6TDpDpwOnc=\r\n\r\n",
            await AskAsync(new HttpProxy(Place, "ää", "p:w"), Target, "HTTP/1.1 204 No Content\r\n\r\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "HTTP/1.1 403 Forbidden\r\n\r\n", "the proxy proxy.example:8080 does not connect to chat.example:6667: 403 Forbidden")]
    [InlineData(null, "HTTP/1.1 403 \u001b[2J\r\n\r\n", "the proxy proxy.example:8080 does not connect to chat.example:6667: 403 ^[[2J")]
    [InlineData(null, "HTTP/1.1 502\r\n\r\n", "the proxy proxy.example:8080 does not connect to chat.example:6667: 502")]
    [InlineData(null, "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "the proxy proxy.example:8080 asks for a user and a password; write them before its host, as USER:PASSWORD@")]
    [InlineData("ann", "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "the proxy proxy.example:8080 does not accept the user 'ann' with that password")]
    [InlineData(null, "SSH-2.0-OpenSSH\r\n\r\n", "the proxy proxy.example:8080 does not speak HTTP")]
    [InlineData(null, "HTTP/1.1 2000 much\r\n\r\n", "the proxy proxy.example:8080 does not speak HTTP")]
    [InlineData(null, "HTTP/1.1 200 half\r\n", "the proxy proxy.example:8080 ended the connection without an answer")]
    public async Task What_it_refuses_is_told(string? user, string answer, string expected)
    {
        var failure = await Assert.ThrowsAsync<ProxyException>(() => AskAsync(new HttpProxy(Place, user, "secret"), Target, answer));

        Assert.Equal(expected, failure.Message);
    }

    [Fact]
    public async Task A_head_without_end_is_left()
    {
        var failure = await Assert.ThrowsAsync<ProxyException>(() =>
            AskAsync(new HttpProxy(Place, null, null), Target, "HTTP/1.1 200 OK\r\n" + new string('a', 70_000)));

        Assert.Equal("the proxy proxy.example:8080 answers with more than 65536 bytes", failure.Message);
    }

    [Fact]
    public async Task An_answer_that_comes_before_the_final_one_is_passed_over()
    {
        await AskAsync(new HttpProxy(Place, null, null), Target, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n");
    }

    [Fact]
    public async Task What_follows_belongs_to_the_target()
    {
        var (near, far) = MemoryTransport.CreatePair();
        await Peers.SendAsync(far, "HTTP/1.1 200 OK\r\n\r\n220 hi");

        await new HttpProxy(Place, null, null).AskAsync(near, Target, CancellationToken.None).WaitAsync(Peers.Limit);

        await far.EndSendingAsync();
        Assert.Equal("220 hi", await Peers.ReadToEndAsync(near));
    }

    // The answer is there when it is asked, and then the proxy ends.
    private static async Task<string> AskAsync(Proxy proxy, LineEndPoint.Tcp target, string answer)
    {
        var (near, far) = MemoryTransport.CreatePair(capacityBytes: 100_000);
        await far.SendAsync(Encoding.Latin1.GetBytes(answer));
        await far.EndSendingAsync();
        await proxy.AskAsync(near, target, CancellationToken.None).WaitAsync(Peers.Limit);
        await near.EndSendingAsync();
        return await Peers.ReadToEndAsync(far);
    }
}
