using Interlude.Host.Storage;
using Interlude.Lines;

namespace Interlude.Tests.Host.Storage;

public sealed class ControlSocketTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<Exception> _mistakes = [];

    public void Dispose()
    {
        Assert.Empty(_mistakes);
        _folder.Dispose();
    }

    [Fact]
    public async Task A_question_is_answered()
    {
        await using var socket = Open(question => new ControlAnswer(true, $"{question.What}: {string.Join('+', question.Arguments)}"));

        var answer = await ControlSocket.AskAsync(_folder.Path, new ControlQuestion("greet", "añá", "b\nc"));

        Assert.Equal(new ControlAnswer(true, "greet: añá+b\nc"), answer);
    }

    [Fact]
    public async Task Only_the_owner_can_reach_it()
    {
        await using var socket = Open(_ => new ControlAnswer(true, ""));

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(DataDirectory.ControlIn(_folder.Path)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"what\":\"x\"}")]
    [InlineData("{\"what\":5,\"arguments\":[]}")]
    [InlineData("{\"what\":\"x\",\"arguments\":[null]}")]
    public async Task What_is_no_question_is_answered_too(string line)
    {
        await using var socket = Open(_ => new ControlAnswer(true, ""));
        await using var connection = await LineClient.ConnectAsync(new LineEndPoint.Unix(DataDirectory.ControlIn(_folder.Path)));

        await connection.WriteLineAsync(System.Text.Encoding.UTF8.GetBytes(line));
        var answer = await connection.ReadLineAsync();

        Assert.Equal(
            "{\"isDone\":false,\"text\":\"This is no question that a server of this version knows.\"}",
            System.Text.Encoding.UTF8.GetString(answer!.Value.Span));
    }

    // Programs of one version ask servers of another.
    [Fact]
    public async Task A_question_and_its_answer_are_these_bytes()
    {
        await using var socket = Open(question => new ControlAnswer(true, $"{question.What}: {string.Join('+', question.Arguments)}"));
        await using var connection = await LineClient.ConnectAsync(new LineEndPoint.Unix(DataDirectory.ControlIn(_folder.Path)));

        await connection.WriteLineAsync("{\"what\":\"greet\",\"arguments\":[\"a\",\"b\\n\"],\"unknown\":1}"u8.ToArray());
        var answer = await connection.ReadLineAsync();

        Assert.Equal("{\"isDone\":true,\"text\":\"greet: a\\u002Bb\\n\"}", System.Text.Encoding.UTF8.GetString(answer!.Value.Span));
    }

    [Fact]
    public async Task Where_no_server_is_nobody_answers()
    {
        Assert.Null(await ControlSocket.AskAsync(_folder.Path, new ControlQuestion("greet")));

        await Open(_ => new ControlAnswer(true, "")).DisposeAsync();

        Assert.Null(await ControlSocket.AskAsync(_folder.Path, new ControlQuestion("greet")));
    }

    [Fact]
    public async Task An_answer_may_be_long()
    {
        var text = new string('ñ', 2_000_000);
        await using var socket = Open(_ => new ControlAnswer(true, text));

        Assert.Equal(new ControlAnswer(true, text), await ControlSocket.AskAsync(_folder.Path, new ControlQuestion("list")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no answer\r\n")]
    [InlineData("null\r\n")]
    public async Task A_server_that_gives_no_answer_is_not_taken_for_none(string said)
    {
        await using var listener = LineListener.Open(new LineEndPoint.Unix(DataDirectory.ControlIn(_folder.Path)), new LineListenerOptions());
        listener.Start(connection => _ = SayAsync(connection, said));

        var thrown = await Assert.ThrowsAsync<StorageException>(() => ControlSocket.AskAsync(_folder.Path, new ControlQuestion("greet")));

        Assert.Contains("gave no answer", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_that_is_too_long_is_said_to_be()
    {
        var directory = Path.Combine(_folder.Path, new string('d', 100));

        var thrown = Assert.Throws<StorageException>(() =>
            ControlSocket.Open(directory, _ => Task.FromResult(new ControlAnswer(true, "")), _mistakes.Add));

        Assert.EndsWith("is too long for a socket. Choose a data directory with a shorter one, with --data.", thrown.Message, StringComparison.Ordinal);
    }

    private static async Task SayAsync(LineConnection connection, string said)
    {
        await using (connection)
        {
            await connection.ReadLineAsync();
            if (said.Length > 0)
            {
                await connection.WriteLineAsync(System.Text.Encoding.UTF8.GetBytes(said.TrimEnd()));
                await connection.FlushAsync();
            }
        }
    }

    private ControlSocket Open(Func<ControlQuestion, ControlAnswer> answer) =>
        ControlSocket.Open(_folder.Path, question => Task.FromResult(answer(question)), _mistakes.Add);
}
