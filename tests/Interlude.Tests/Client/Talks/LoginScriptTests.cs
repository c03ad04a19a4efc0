using System.Runtime.Versioning;
using System.Text;
using Interlude.Client.Talks;
using Interlude.Lines;
using Interlude.Tests.Lines;

namespace Interlude.Tests.Client.Talks;

public sealed class LoginScriptTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("PASS s3cret\nNICK ana\n", "PASS s3cret\r\nNICK ana\r\n")]
    [InlineData("PASS s3cret\r\nNICK ana", "PASS s3cret\r\nNICK ana\r\n")]
    [InlineData("\n\r\none\n\n\ntwo\n\n", "one\r\ntwo\r\n")]
    [InlineData("\uFEFFone\n", "one\r\n")]
    [InlineData(" kept \t\n#not a comment\n", " kept \t\r\n#not a comment\r\n")]
    [InlineData("a\rb\n", "a\rb\r\n")]
    [InlineData("", "")]
    public async Task Each_line_is_said_as_it_stands_and_empty_ones_are_left_out(string text, string said)
    {
        Assert.Equal(said, await SayAsync(Load(Encoding.UTF8.GetBytes(text))));
    }

    [Fact]
    public async Task Bytes_need_not_be_UTF_8()
    {
        Assert.Equal("\u00FF\u0000\u00E9\r\n", await SayAsync(Load([255, 0, 0xE9, (byte)'\n'])));
    }

    [Fact]
    public async Task A_connection_that_ends_meanwhile_is_no_login()
    {
        var (near, far) = MemoryTransport.CreatePair(capacityBytes: 4);
        var connection = new LineConnection(near, new LineConnectionOptions { OutboxHighBytes = 1, OutboxLowBytes = 0 });
        var saying = Load("one\ntwo\n"u8.ToArray()).SayAsync(connection, CancellationToken.None).AsTask();

        far.Abort();

        Assert.False(await saying.WaitAsync(Peers.Limit));
        Assert.Equal(LineCloseKind.Reset, (await connection.Completion.WaitAsync(Peers.Limit)).Kind);
    }

    [Fact]
    public void A_file_that_is_not_there_is_told()
    {
        var path = Path.Combine(_folder.Path, "none");

        Assert.False(LoginScript.TryLoad(path, out _, out var error));

        Assert.StartsWith($"{path} cannot be read: ", error, StringComparison.Ordinal);
        Assert.EndsWith(".", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_no_script()
    {
        Assert.False(LoginScript.TryLoad(_folder.Path, out _, out var error));

        Assert.StartsWith($"{_folder.Path} cannot be read: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_bounded()
    {
        var lines = Enumerable.Repeat("0123456789abcde\n"u8.ToArray(), 64 * 1024).SelectMany(line => line).ToArray();
        Load(lines);

        Assert.False(LoginScript.TryLoad(Write([.. lines, (byte)'x']), out _, out var error));

        Assert.EndsWith("is no login script: it has more than 1048576 bytes.", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_is_bounded_and_not_told()
    {
        byte[] secret = [.. "PASS "u8, .. Enumerable.Repeat((byte)'x', (64 * 1024) - 5)];
        Load([.. "NICK ana\n"u8, .. secret, (byte)'\r', (byte)'\n']);

        Assert.False(LoginScript.TryLoad(Write([.. "NICK ana\n"u8, .. secret, (byte)'y']), out _, out var error));

        Assert.EndsWith("is no login script: line 2 of those that are not empty has more than 65536 bytes.", error, StringComparison.Ordinal);
        Assert.DoesNotContain("PASS", error, StringComparison.Ordinal);
    }

    [Theory]
    [UnsupportedOSPlatform("windows")]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite, false)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.GroupRead, true)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.OtherRead, true)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.GroupWrite | UnixFileMode.OtherExecute, false)]
    public void A_file_that_others_may_read_is_warned_about(UnixFileMode mode, bool isWarned)
    {
        var path = Write("PASS s3cret\n"u8.ToArray());
        File.SetUnixFileMode(path, mode);

        Assert.True(LoginScript.TryLoad(path, out var script, out _));

        Assert.Equal(isWarned ? $"{path} may be read by others; if it holds a password, say chmod 600 {path}." : null, script.Warning);
    }

    [Fact]
    public async Task It_may_be_a_pipe()
    {
        await using var program = ChildProcess.Start("mkfifo", Path.Combine(_folder.Path, "pipe"));
        Assert.Equal(0, (await program.WaitForExitAsync()).ExitCode);
        var path = Path.Combine(_folder.Path, "pipe");
        var writing = Task.Run(() => File.WriteAllText(path, "PASS s3cret\n"));

        Assert.True(LoginScript.TryLoad(path, out var script, out var error), error);

        await writing.WaitAsync(Peers.Limit);
        Assert.Equal("PASS s3cret\r\n", await SayAsync(script));
    }

    private static async Task<string> SayAsync(LoginScript script)
    {
        var (near, far) = MemoryTransport.CreatePair();
        var connection = new LineConnection(near);
        Assert.True(await script.SayAsync(connection, CancellationToken.None));
        await connection.CompleteAsync();
        var said = await Peers.ReadToEndAsync(far);
        connection.Abort();
        return said;
    }

    private LoginScript Load(byte[] bytes)
    {
        Assert.True(LoginScript.TryLoad(Write(bytes), out var script, out var error), error);
        return script;
    }

    private string Write(byte[] bytes)
    {
        var path = Path.Combine(_folder.Path, "login");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
