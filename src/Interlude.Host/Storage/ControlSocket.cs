using System.Collections.Immutable;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization;
using Interlude.Lines;

namespace Interlude.Host.Storage;

/// <summary>
/// Where a running server takes orders from programs of its own: a Unix socket in its data directory that only its owner can
/// reach. On each connection one question and its answer, a line of JSON each.
/// </summary>
/// <remarks>
/// <code>
/// question = { "what": text, "arguments": [ text, ... ] }
/// answer   = { "isDone": bool, "text": text }
/// </code>
/// A question may hold a secret: nothing of it is logged.
/// </remarks>
internal sealed class ControlSocket : IAsyncDisposable
{
    private const int MaxQuestionBytes = 64 * 1024;
    private const int MaxAnswerBytes = 512 * 1024 * 1024;   // a list of a million accounts with the longest names has less
    private const int MaxConnections = 16;

    private static readonly LineConnectionOptions Answering = new()
    {
        MaxLineBytes = MaxQuestionBytes,
        OutboxLimitBytes = MaxAnswerBytes,
        FirstLineTimeout = TimeSpan.FromSeconds(10),
    };

    private static readonly LineConnectionOptions Asking = new() { MaxLineBytes = MaxAnswerBytes };

    private readonly LineListener _listener;

    private ControlSocket(LineListener listener) => _listener = listener;

    /// <summary>Begins to answer.</summary>
    /// <param name="directory">The data directory, which is ours.</param>
    /// <param name="answer">What becomes of a question. Called on any thread, for several at the same time.</param>
    /// <param name="fail">Told of a mistake of this program's.</param>
    /// <exception cref="StorageException">The socket cannot be made.</exception>
    public static ControlSocket Open(string directory, Func<ControlQuestion, Task<ControlAnswer>> answer, Action<Exception> fail)
    {
        var path = DataDirectory.ControlIn(directory);
        try
        {
            var listener = LineListener.Open(new LineEndPoint.Unix(path), new LineListenerOptions
            {
                UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                MaxConnections = MaxConnections,
                Connection = Answering,
            });
            listener.Start(connection => _ = AnswerAsync(connection, answer, fail));
            return new ControlSocket(listener);
        }
        catch (SocketException failure)
        {
            throw new StorageException($"the socket \"{path}\" cannot be made: {failure.Message}", failure);
        }
        catch (ArgumentOutOfRangeException failure)
        {
            throw new StorageException(
                $"the path \"{path}\" is too long for a socket. Choose a data directory with a shorter one, with --data.", failure);
        }
    }

    /// <summary>Asks the server of a data directory.</summary>
    /// <returns>Its answer; null if there is no server.</returns>
    /// <exception cref="StorageException">There is one, and it did not answer.</exception>
    public static async Task<ControlAnswer?> AskAsync(string directory, ControlQuestion question)
    {
        if (await TryConnectAsync(DataDirectory.ControlIn(Path.GetFullPath(directory))) is not { } connection)
        {
            return null;
        }

        await using (connection)
        {
            var asked = await connection.WriteLineAsync(JsonSerializer.SerializeToUtf8Bytes(question, ControlJson.Default.ControlQuestion));
            return asked && await connection.ReadLineAsync() is { } line && TryReadAnswer(line.Span) is { } answer
                ? answer
                : throw new StorageException(
                    $"the server that has the data in \"{directory}\" gave no answer. See what it says, or end it, and try again.");
        }
    }

    /// <summary>Whether a server has a data directory.</summary>
    public static async Task<bool> IsServedAsync(string directory)
    {
        await using var connection = await TryConnectAsync(DataDirectory.ControlIn(Path.GetFullPath(directory)));
        return connection is not null;
    }

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private static async Task<LineConnection?> TryConnectAsync(string path)
    {
        try
        {
            return await LineClient.ConnectAsync(new LineEndPoint.Unix(path), Asking);
        }
        catch (Exception failure) when (failure is SocketException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static async Task AnswerAsync(LineConnection connection, Func<ControlQuestion, Task<ControlAnswer>> answer, Action<Exception> fail)
    {
        try
        {
            await using (connection)
            {
                if (await connection.ReadLineAsync() is not { } line)
                {
                    return;
                }

                var given = TryRead(line.Span) is { } question
                    ? await answer(question)
                    : new ControlAnswer(false, "This is no question that a server of this version knows.");
                await connection.WriteLineAsync(JsonSerializer.SerializeToUtf8Bytes(given, ControlJson.Default.ControlAnswer));
                await connection.FlushAsync();
            }
        }
        catch (Exception mistake)
        {
            fail(mistake);
        }
    }

    private static ControlQuestion? TryRead(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, ControlJson.Default.ControlQuestion) is { What: not null, Arguments.IsDefault: false } question
                && !question.Arguments.Contains(null!)
                ? question
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ControlAnswer? TryReadAnswer(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, ControlJson.Default.ControlAnswer) is { Text: not null } answer ? answer : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What a program wants of the server beside which it runs.</summary>
/// <param name="What">A word.</param>
/// <param name="Arguments">What it is about; may hold secrets.</param>
internal sealed record ControlQuestion(string What, params ImmutableArray<string> Arguments);

/// <summary>What became of it.</summary>
/// <param name="IsDone">Whether it was done.</param>
/// <param name="Text">What to print, on standard output if it was done and else on standard error; may be of several lines.</param>
internal sealed record ControlAnswer(bool IsDone, string Text);

/// <summary>How they are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ControlQuestion))]
[JsonSerializable(typeof(ControlAnswer))]
internal sealed partial class ControlJson : JsonSerializerContext;
