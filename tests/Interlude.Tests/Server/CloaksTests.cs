using System.Net;
using Interlude.Server;

namespace Interlude.Tests.Server;

public sealed class CloaksTests
{
    private static readonly byte[] Key = [1, 2, 3, 4];

    private readonly Cloaks _cloaks = new();

    [Theory]
    [InlineData("192.0.2.77")]
    [InlineData("2001:db8::77")]
    public void The_same_address_has_the_same_cloak_and_another_key_another(string address)
    {
        var cloak = Of(address);

        Assert.Equal(cloak, Of(address));
        Assert.NotEqual(cloak, _cloaks.Of(At(address), [1, 2, 3, 5]).Value);
        Assert.Equal(cloak, Of(address));
    }

    [Theory]
    [InlineData("192.0.2.77")]
    [InlineData("255.255.255.255")]
    [InlineData("2001:db8::77")]
    [InlineData("::1")]
    public void A_cloak_is_three_words_and_an_end_and_nothing_of_the_address_is_in_it(string address)
    {
        var parts = Of(address).Split('.');

        Assert.Equal(4, parts.Length);
        Assert.All(parts[..3], part => Assert.Matches("^[a-z2-7]{8}$", part));
        Assert.Equal("ip", parts[3]);
    }

    // From the left: the address, its near network, its far one.
    [Theory]
    [InlineData("192.0.2.77", "192.0.2.78", 2)]                          // one /24
    [InlineData("192.0.2.77", "192.0.3.77", 1)]                          // one /16
    [InlineData("192.0.2.77", "192.1.2.77", 0)]
    [InlineData("2001:db8:0:12::1", "2001:db8:0:12::2", 2)]              // one /56
    [InlineData("2001:db8:0:12::1", "2001:db8:0:13::1", 2)]
    [InlineData("2001:db8:0:12::1", "2001:db8:0:1300::1", 1)]            // one /40
    [InlineData("2001:db8:0:12::1", "2001:db8:100::1", 0)]
    public void Neighbours_share_parts_so_that_bans_can_cover_them(string address, string neighbour, int shared)
    {
        var (one, other) = (Of(address).Split('.'), Of(neighbour).Split('.'));

        Assert.Equal(shared, one[..3].Reverse().TakeWhile((part, index) => part == other[2 - index]).Count());
        Assert.Equal(shared, one[..3].Intersect(other).Count());
    }

    [Fact]
    public void What_is_no_address_stays()
    {
        Assert.Equal("localhost", _cloaks.Of(new Peer("here", IsExempt: true), Key).Value);
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("::1", "0::1")]
    public void A_plain_address_never_begins_with_a_colon(string address, string host)
    {
        Assert.Equal(host, Cloaks.Plain(address).Value);
    }

    [Fact]
    public void What_no_source_can_hold_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Cloaks.Plain("a b"));
    }

    private string Of(string address) => _cloaks.Of(At(address), Key).Value;

    private static Peer At(string address) =>
        new(address, IsExempt: false) { Host = address, Ip = IPAddress.Parse(address).GetAddressBytes() };
}
