using System.Net.Sockets;

namespace Interlude.Tests.EndToEnd;

/// <summary>How the server starts: all it was told, or nothing and a sentence.</summary>
public class ServeStartTests
{
    [Fact]
    public async Task It_says_in_one_line_where_it_listens_and_both_loopbacks_have_that_port()
    {
        await using var serve = ChildProcess.Interlude("serve", "--listen", "plain://localhost:0");
        var line = await serve.ReadLineAsync();
        Assert.Matches("^Interlude listens on plain://localhost:[1-9][0-9]*$", line);
        var port = int.Parse(line!.Split(':')[^1], System.Globalization.CultureInfo.InvariantCulture);

        using var ana = await Person.ConnectAsync(port, "127.0.0.1");
        Assert.StartsWith("* Welcome", await ana.ReadLineAsync(), StringComparison.Ordinal);
        if (Socket.OSSupportsIPv6)
        {
            using var bob = await Person.ConnectAsync(port, "::1");
            Assert.StartsWith("* Welcome", await bob.ReadLineAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_port_in_use_is_an_error_and_nothing_is_half_started()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "chat");
        await using var first = ChildProcess.Interlude("serve", "--listen", "plain://localhost:0");
        var port = await first.ReadPortAsync();

        await using var second = ChildProcess.Interlude(
            "serve", "--listen", $"plain+unix://{path}", "--listen", $"plain://localhost:{port}");
        var (code, error) = await second.WaitForExitAsync();

        Assert.Equal(1, code);
        Assert.Equal($"interlude serve: cannot listen on localhost:{port}: Address already in use. Choose another with --listen.\n", error);
        Assert.Equal("", await second.ReadToEndAsync());
        Assert.False(File.Exists(path));
    }

    [Theory]
    [InlineData("serve", "--listen", "plain://localhost")]
    [InlineData("serve", "--listen", "http://localhost:8007")]
    [InlineData("serve", "--listen", "plain://localhost:70000")]
    [InlineData("serve", "--listen", "plain+unix://relative")]
    [InlineData("serve", "--listen", "plain://localhost:0", "--listen", "8007")]
    [InlineData("serve", "--lisen", "plain://localhost:0")]
    [InlineData("serve", "now")]
    [InlineData("srve")]
    public async Task A_command_line_that_is_wrong_gives_one_sentence_and_exit_status_2(params string[] arguments)
    {
        await using var serve = ChildProcess.Interlude(arguments);
        var (code, error) = await serve.WaitForExitAsync();

        Assert.Equal(2, code);
        Assert.Matches("^interlude( serve)?: [^\n]+\n$", error);
        Assert.Equal("", await serve.ReadToEndAsync());
    }
}
