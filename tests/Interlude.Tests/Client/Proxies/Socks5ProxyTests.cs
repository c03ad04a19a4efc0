using Interlude.Client.Proxies;
using Interlude.Lines;

namespace Interlude.Tests.Client.Proxies;

public class Socks5ProxyTests
{
    private static readonly LineEndPoint.Tcp Place = new("proxy.example", 1080);
    private static readonly LineEndPoint.Tcp Target = new("chat.example", 6667);

    [Fact]
    public async Task A_name_is_looked_up_there()
    {
        var asked = await AskAsync(new Socks5Proxy(Place, null, null), Target, "05 00", "05 00 00 01 7F 00 00 01 1F 40");

        Assert.Equal(["05 01 00", "05 01 00 03 0C 63 68 61 74 2E 65 78 61 6D 70 6C 65 1A 0B"], asked);
    }

    [Fact]
    public async Task An_address_goes_as_one()
    {
        var asked = await AskAsync(new Socks5Proxy(Place, null, null), new LineEndPoint.Tcp("::1", 7), "05 00", "05 00 00 03 01 78 00 00");

        Assert.Equal("05 01 00 04 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 00 07", asked[1]);
    }

    [Fact]
    public async Task It_logs_in_where_that_is_asked_for()
    {
        var asked = await AskAsync(new Socks5Proxy(Place, "ann", "pw"), Target, "05 02", "01 00", "05 00 00 01 00 00 00 00 00 00");

        Assert.Equal("05 02 00 02", asked[0]);
        Assert.Equal("01 03 61 6E 6E 02 70 77", asked[1]);
    }

    [Theory]
    [InlineData(null, "05 FF", "the proxy proxy.example:1080 asks for a user and a password; write them before its host, as USER:PASSWORD@")]
    [InlineData("ann", "05 FF", "the proxy proxy.example:1080 accepts no way to log in that is known here")]
    [InlineData("ann", "05 02|01 01", "the proxy proxy.example:1080 does not accept the user 'ann' with that password")]
    [InlineData(null, "05 00|05 05 00 01", "the proxy proxy.example:1080 does not connect to chat.example:6667: the connection was refused")]
    [InlineData(null, "05 00|05 04 00 01", "the proxy proxy.example:1080 does not connect to chat.example:6667: the host cannot be reached")]
    [InlineData(null, "48 54", "the proxy proxy.example:1080 does not speak SOCKS 5")]
    [InlineData(null, "", "the proxy proxy.example:1080 ended the connection without an answer")]
    public async Task What_it_refuses_is_told(string? user, string answers, string expected)
    {
        var failure = await Assert.ThrowsAsync<ProxyException>(() => AskAsync(
            new Socks5Proxy(Place, user, "pw"), Target, answers.Split('|', StringSplitOptions.RemoveEmptyEntries)));

        Assert.Equal(expected, failure.Message);
    }

    [Fact]
    public async Task What_follows_belongs_to_the_target()
    {
        var (near, far) = MemoryTransport.CreatePair();
        var asking = new Socks5Proxy(Place, null, null).AskAsync(near, Target, CancellationToken.None);
        await far.SendAsync(Convert.FromHexString("0500" + "05000001000000000000" + "6869"));
        await asking;

        var rest = new byte[10];
        Assert.Equal(2, await near.ReceiveAsync(rest, CancellationToken.None));
        Assert.Equal("hi"u8.ToArray(), rest[..2]);
    }

    // Each answer is sent when something was asked; after the last the proxy ends the connection.
    private static async Task<List<string>> AskAsync(Proxy proxy, LineEndPoint.Tcp target, params string[] answers)
    {
        var (near, far) = MemoryTransport.CreatePair();
        var asked = new List<string>();
        var answering = Task.Run(async () =>
        {
            var buffer = new byte[1000];
            foreach (var answer in answers.Append(""))
            {
                var count = await far.ReceiveAsync(buffer, CancellationToken.None);
                if (count == 0)
                {
                    break;
                }

                asked.Add(string.Join(' ', buffer[..count].Select(value => $"{value:X2}")));
                if (answer.Length == 0)
                {
                    await far.EndSendingAsync();
                    break;
                }

                await far.SendAsync(Convert.FromHexString(answer.Replace(" ", "", StringComparison.Ordinal)));
            }
        });
        await proxy.AskAsync(near, target, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
        await near.EndSendingAsync();
        await answering;
        return asked;
    }
}
