using Interlude.Host;
using Interlude.Lines;

namespace Interlude.Tests.Host;

public class ListenUriTests
{
    [Theory]
    [InlineData("tcp://localhost:8007", "localhost:8007")]
    [InlineData("TCP://127.0.0.1:0", "127.0.0.1:0")]
    [InlineData("tcp://[::1]:65535", "[::1]:65535")]
    [InlineData("tcp://*:1", "*:1")]
    [InlineData("unix:///tmp/s", "/tmp/s")]
    [InlineData("unix-abstract:a/b", "@a/b")]
    public void Places_to_listen_are_read(string text, string expected)
    {
        Assert.True(ListenUri.TryParse(text, "tcp", "unix", out var endPoint, out _));
        Assert.Equal(expected, endPoint.ToString());
        Assert.Equal(text.StartsWith("unix", StringComparison.Ordinal), endPoint is not LineEndPoint.Tcp);
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost:8007")]
    [InlineData("tcp://localhost")]
    [InlineData("tcp://:1")]
    [InlineData("tcp://::1:1")]
    [InlineData("tcp://[localhost]:1")]
    [InlineData("tcp://localhost:65536")]
    [InlineData("tcp://localhost:-1")]
    [InlineData("tcp://localhost:+1")]
    [InlineData("tcp://localhost:1/")]
    [InlineData("tcp://me@localhost:1")]
    [InlineData("unix://tmp/s")]
    [InlineData("unix:///")]
    [InlineData("unix-abstract:")]
    [InlineData("unix-abstract:a\0b")]
    public void Others_are_refused(string text)
    {
        Assert.False(ListenUri.TryParse(text, "tcp", "unix", out _, out var error));
        Assert.StartsWith($"\"{text}\" is not a place to listen;", error);
    }

    [Fact]
    public void A_path_that_the_kernel_would_cut_is_refused()
    {
        Assert.True(ListenUri.TryParse("unix:///" + new string('x', 106), "tcp", "unix", out _, out _));
        Assert.False(ListenUri.TryParse("unix:///" + new string('x', 107), "tcp", "unix", out _, out _));
        Assert.True(ListenUri.TryParse("unix-abstract:" + new string('x', 107), "tcp", "unix", out _, out _));
        Assert.False(ListenUri.TryParse("unix-abstract:" + new string('x', 108), "tcp", "unix", out _, out _));
    }
}
