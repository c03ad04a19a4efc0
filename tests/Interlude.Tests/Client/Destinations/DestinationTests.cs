using Interlude.Client.Destinations;

namespace Interlude.Tests.Client.Destinations;

public class DestinationTests
{
    [Theory]
    [InlineData("tcp://localhost:8007", "tcp://localhost:8007", true)]
    [InlineData("TCP://localhost:8007/", "tcp://localhost:8007", true)]
    [InlineData("tls://irc.example:6697", "tls://irc.example:6697", false)]
    [InlineData("tcp://[::1]:7", "tcp://[::1]:7", true)]
    [InlineData("unix:///run/chat.sock", "unix:///run/chat.sock", true)]
    [InlineData("unix://@chat", "unix://@chat", true)]
    [InlineData("ws://localhost:8080/irc", "ws://localhost:8080/irc", false)]
    [InlineData("wss://chat.example/", "wss://chat.example/", false)]
    public void Uris_name_destinations(string text, string expected, bool canHalfClose)
    {
        Assert.True(Destination.TryParse(text, out var destination, out _));
        Assert.Equal((expected, canHalfClose), (destination.ToString(), destination.CanHalfClose));
    }

    [Theory]
    [InlineData("localhost:8007", "'localhost:8007' begins with no scheme that is known; write tcp:// (also for irc:// and plain://), tls:// (for ircs://), unix://, ws:// or wss://.")]
    [InlineData("http://localhost", "'http://localhost' begins with no scheme that is known; write tcp:// (also for irc:// and plain://), tls:// (for ircs://), unix://, ws:// or wss://.")]
    [InlineData("tcp://localhost", "'localhost' has no port; write HOST:PORT, with a port from 1 to 65535.")]
    [InlineData("tcp://localhost:0", "'localhost:0' has no port; write HOST:PORT, with a port from 1 to 65535.")]
    [InlineData("tcp://localhost:65536", "'localhost:65536' has no port; write HOST:PORT, with a port from 1 to 65535.")]
    [InlineData("tcp://:80", "'' is no host; write a name or an address, IPv6 in brackets.")]
    [InlineData("tcp://ann@host:80", "'ann@host' is no host; write a name or an address, IPv6 in brackets.")]
    [InlineData("tcp://[chat]:80", "'[chat]' is no host; write a name or an address, IPv6 in brackets.")]
    [InlineData("tcp://a\nb:80", "'a\nb' is no host; write a name or an address, IPv6 in brackets.")]
    [InlineData("ws://host:0/", "'ws://host:0/' is no WebSocket URI; write ws://HOST[:PORT][/PATH] or wss://.")]
    [InlineData("tls://::1:80", "'::1' is an IPv6 address; write it in brackets, [::1].")]
    [InlineData("unix://run/chat.sock", "'run/chat.sock' is no path; write unix:///PATH, with three slashes, or unix://@NAME.")]
    [InlineData("unix://@", "'@' is no path; write unix:///PATH, with three slashes, or unix://@NAME.")]
    [InlineData("ws://", "'ws://' is no WebSocket URI; write ws://HOST[:PORT][/PATH] or wss://.")]
    [InlineData("ws://host/#part", "'ws://host/#part' is no WebSocket URI; write ws://HOST[:PORT][/PATH] or wss://.")]
    public void What_is_none_is_told(string text, string expected)
    {
        Assert.False(Destination.TryParse(text, out _, out var error));
        Assert.Equal(expected, error);
    }

    [Theory]
    [InlineData("tcp://HOST:80", 254, "'HOST' is no host; write a name or an address, IPv6 in brackets.")]
    [InlineData("unix:///HOST", 106, "'/HOST' has more than 107 bytes, which is as long as the path of a socket may be; a shorter way there is a link to its folder.")]
    public void What_is_longer_than_any_is_told(string form, int most, string expected)
    {
        var host = new string('x', most + 1);

        Assert.True(Destination.TryParse(form.Replace("HOST", host[1..], StringComparison.Ordinal), out _, out _));
        Assert.False(Destination.TryParse(form.Replace("HOST", host, StringComparison.Ordinal), out _, out var error));
        Assert.Equal(expected.Replace("HOST", host, StringComparison.Ordinal), error);
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("fe80::1%eth0", true)]
    [InlineData("", false)]
    [InlineData("localhost:80", false)]
    [InlineData("[::1]", false)]
    [InlineData("a b", false)]
    public void A_host_is_a_name_or_an_address(string text, bool expected) => Assert.Equal(expected, Destination.IsHost(text));
}
