using Interlude.Client.Destinations;
using Interlude.Client.Opening;
using Interlude.Client.Proxies;
using Interlude.Client.Security;
using Interlude.Lines;

namespace Interlude.Tests.Client.Opening;

public class OpenOptionsTests
{
    private static readonly OpenOptions Plain = new();
    private static readonly OpenOptions ByProxy = new() { Proxy = new HttpProxy(new LineEndPoint.Tcp("proxy", 8080), null, null) };
    private static readonly OpenOptions Later = new() { StartTls = StartTls.Known["irc"] };
    private static readonly OpenOptions Binary = new() { IsBinary = true };

    public static TheoryData<string, OpenOptions, string?> Cases { get; } = new()
    {
        { "tcp://host:1", ByProxy with { StartTls = StartTls.Known["irc"] }, null },
        { "tls://host:1", ByProxy, null },
        { "wss://host", ByProxy with { IsBinary = true }, null },
        { "unix:///s", Plain, null },
        { "unix:///s", ByProxy, "unix:///s is on this machine, so no proxy leads to it; leave the proxy away." },
        { "unix:///s", Later, "STARTTLS is for tcp:// alone, and this is unix:///s." },
        { "ws://host/", Later, "STARTTLS is for tcp:// alone, and this is ws://host/." },
        { "tls://host:1", Later, "On tls://host:1 TLS begins at once; for STARTTLS write tcp:// instead." },
        { "ws://host/", new() { Headers = [new("Authorization", "secret\n")] }, "'Authorization' names no header, or its value has control characters; write NAME: VALUE." },
        { "ws://host/", new() { Headers = [new("a b", "secret")] }, "'a b' names no header, or its value has control characters; write NAME: VALUE." },
        { "tcp://host:1", Binary, "Subprotocols, headers and binary messages are for ws:// and wss://, and this is tcp://host:1." },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_does_not_fit_is_told(string uri, OpenOptions options, string? expected)
    {
        Assert.True(Destination.TryParse(uri, out var destination, out _));
        Assert.Equal(expected, options.Check(destination));
    }

    [Fact]
    public void A_program_is_reached_through_no_proxy()
    {
        Assert.Equal("A program is started on this machine, so no proxy leads to it; leave the proxy away.", ByProxy.Check(new Destination.Program("cat")));
    }

    [Fact]
    public void A_Unix_socket_has_no_name_to_check()
    {
        var destination = new Destination.Server(new LineEndPoint.Unix("/s"), IsTls: true);

        Assert.Equal("unix:///s has no name that its certificate could be checked against; name the server, or pin its certificate.", Plain.Check(destination));
        Assert.Null(new OpenOptions { Tls = new() { ServerName = "host" } }.Check(destination));
        Assert.Null(new OpenOptions { Tls = new() { Trust = TlsTrust.Insecure } }.Check(destination));
    }
}
