using System.Net;
using Interlude.Host.Configuring;

namespace Interlude.Tests.Host.Configuring;

public class AddressRangesTests
{
    [Theory]
    [InlineData("192.0.2.0/24", "192.0.2.255", true)]
    [InlineData("192.0.2.0/24", "192.0.3.0", false)]
    [InlineData("192.0.2.7", "192.0.2.7", true)]
    [InlineData("192.0.2.7", "192.0.2.8", false)]
    [InlineData("192.0.2.0/24", "::ffff:192.0.2.9", true)]
    [InlineData("::ffff:192.0.2.0/120", "192.0.2.9", true)]
    [InlineData("::ffff:192.0.2.0/120", "192.0.3.9", false)]
    [InlineData("2001:db8::/32", "2001:db8:1::1", true)]
    [InlineData("2001:db8::/32", "2001:db9::1", false)]
    [InlineData("0.0.0.0/0", "203.0.113.1", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("::/0", "2001:db8::1", true)]
    [InlineData("::1", "::1", true)]
    public void An_address_is_in_a_range_by_its_first_bits(string range, string address, bool isIn)
    {
        var ranges = new AddressRanges([AddressRange.Parse(range)]);

        Assert.Equal(isIn, ranges.Contains(IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("127.1")]
    [InlineData("10")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/+8")]
    [InlineData("10.0.0.1/8")]
    [InlineData("::/129")]
    [InlineData("fe80::1%2")]
    public void What_is_no_range_is_refused(string text) => Assert.False(AddressRange.TryParse(text, out _));

    [Fact]
    public void Sockets_of_the_machine_are_exempt_with_loopback()
    {
        Assert.True(AddressRanges.Loopback.HasLoopback);
        Assert.True(new AddressRanges([AddressRange.Parse("::1")]).HasLoopback);
        Assert.False(new AddressRanges([AddressRange.Parse("10.0.0.0/8")]).HasLoopback);
    }
}
