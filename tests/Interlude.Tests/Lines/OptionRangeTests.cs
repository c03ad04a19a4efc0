using Interlude.Lines;

namespace Interlude.Tests.Lines;

/// <summary>A setting that cannot be kept is refused where it is given, not found out in a task that nobody awaits.</summary>
public class OptionRangeTests
{
    private static readonly LineEndPoint AnyPort = new LineEndPoint.Tcp("127.0.0.1", 0);

    public static TheoryData<string, LineConnectionOptions> BadConnections => new()
    {
        { "CloseTimeout", new() { CloseTimeout = Timeout.InfiniteTimeSpan } },
        { "CloseTimeout", new() { CloseTimeout = TimeSpan.FromDays(50) } },
        { "LingerTime", new() { LingerTime = TimeSpan.FromSeconds(-2) } },
        { "LingerTime", new() { LingerTime = TimeSpan.MaxValue } },
        { "LingerBytes", new() { LingerBytes = -1 } },
        { "Delimiters", new() { Delimiters = null! } },
        { "TimeProvider", new() { TimeProvider = null! } },
    };

    [Theory]
    [MemberData(nameof(BadConnections))]
    public void A_connection_refuses_settings_out_of_range(string name, LineConnectionOptions options) => Assert.Equal(
        name,
        Assert.ThrowsAny<ArgumentException>(() => new LineConnection(MemoryTransport.CreatePair().Near, options)).ParamName);

    [Fact]
    public void A_listener_refuses_settings_out_of_range()
    {
        Assert.Equal("MaxHandshakes", Refused(new() { MaxHandshakes = 0 }));
        Assert.Equal("HandshakeTimeout", Refused(new() { Tls = TlsPair.Server with { HandshakeTimeout = TimeSpan.Zero } }));
        Assert.Equal("CloseNotifyTimeout", Refused(new() { Tls = TlsPair.Server with { CloseNotifyTimeout = TimeSpan.MaxValue } }));

        static string? Refused(LineListenerOptions options) =>
            Assert.Throws<ArgumentOutOfRangeException>(() => LineListener.Open(AnyPort, options)).ParamName;
    }

    [Fact]
    public async Task A_listener_is_started_once()
    {
        await using var listener = LineListener.Open(AnyPort);
        listener.Start(_ => { });

        Assert.Throws<InvalidOperationException>(() => listener.Start(_ => { }));
    }
}
