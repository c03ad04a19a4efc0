using System.Net;
using Interlude.Host.Configuring;
using Interlude.Host.Serving;
using Interlude.Lines;

namespace Interlude.Tests.Host.Serving;

public class PeerAddressTests
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", "2001:db8:1:2:3:4:5:6")]
    [InlineData("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64", "2001:db8:1:2:ffff::1")]
    [InlineData("2001:db8:1:3::1", "2001:db8:1:3::/64", "2001:db8:1:3::1")]
    public void An_address_counts_for_itself_and_an_IPv6_one_for_its_network(string address, string counted, string host)
    {
        var peer = PeerAddress.Of(IPAddress.Parse(address), AddressRanges.Loopback);

        Assert.Equal((counted, host, false), (peer.Address, peer.Host, peer.IsExempt));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.1.2.3")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    public void Loopback_is_exempt_unless_configured(string address)
    {
        Assert.True(PeerAddress.Of(IPAddress.Parse(address), AddressRanges.Loopback).IsExempt);
        Assert.False(PeerAddress.Of(IPAddress.Parse(address), new AddressRanges([])).IsExempt);
    }

    [Fact]
    public void What_has_no_address_is_of_this_machine()
    {
        var (transport, _) = MemoryTransport.CreatePair();

        var peer = PeerAddress.Of(transport, AddressRanges.Loopback);

        Assert.Equal(("local", "localhost", true, true), (peer.Address, peer.Host, peer.IsExempt, peer.IsSecure));
        Assert.False(PeerAddress.Of(transport, new AddressRanges([])).IsExempt);
    }
}
