using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Interlude.Tests.EndToEnd.Clients;

/// <summary>
/// Somebody who talks without end, each time something else, and remembers all that came, to the last byte that the server's
/// kernel has sent. What is said is a token such as <c>m3-1-17</c>: of the life, of the talker, the number.
/// </summary>
internal sealed partial class CrashTalker : IDisposable
{
    private const int Window = 8;   // so many of its own words may be under way

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly string _name;
    private readonly string _prefix;
    private readonly string? _password;
    private readonly Action _heard;
    private readonly Action? _refused;
    private int _said;
    private bool _hasArrived;

    /// <param name="life">Of the server, as the test counts.</param>
    /// <param name="number">Of the talker.</param>
    /// <param name="password">Of the account of its name, with which it speaks IRC; null: it speaks plain lines.</param>
    /// <param name="heard">Called for each word that comes.</param>
    /// <param name="refused">Called for each that is refused; then it says another.</param>
    public CrashTalker(int life, int number, string? password, Action heard, Action? refused = null)
    {
        (_name, _prefix, _password, _heard, _refused) = ($"talker{number}", $"m{life}-{number}-", password, heard, refused);
    }

    private bool IsIrc => _password is not null;

    /// <summary>Where each word was heard that came, by its token: the msgid, or nothing in plain lines.</summary>
    public Dictionary<string, string> Heard { get; } = [];

    /// <summary>The tokens it has said: from 0 up to before this.</summary>
    public int Said => _said;

    /// <summary>Whether it may have said this.</summary>
    public bool MayHaveSaid(string token) =>
        token.StartsWith(_prefix, StringComparison.Ordinal) && int.TryParse(token[_prefix.Length..], out var number) && number < _said;

    /// <summary>The token in a text; the text itself if there is none.</summary>
    public static string TokenIn(string text) => Token().Match(text) is { Success: true } token ? token.Value : text;

    /// <summary>Talks until the connection is gone.</summary>
    public async Task TalkAsync(int port)
    {
        await _socket.ConnectAsync("127.0.0.1", port);
        await SendAsync(_password is not null
            ? $"{HistoryAsker.Greeting(_name, _password, "message-tags echo-message")}JOIN #a\r\n"
            : $"{_name}\n/join #a\n");
        using var stream = new NetworkStream(_socket);
        using var lines = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false);
        try
        {
            while (await lines.ReadLineAsync() is { } line)
            {
                Hear(line);
                if (!_hasArrived && line.Contains("#a", StringComparison.Ordinal))
                {
                    _hasArrived = true;
                    await SpeakAsync(Window);
                }
                else if (line.Contains(_prefix, StringComparison.Ordinal))
                {
                    await SpeakAsync(1);
                }
                else if (line.Contains("The server cannot record anything", StringComparison.Ordinal))
                {
                    _refused?.Invoke();
                    await SpeakAsync(1);
                }
            }
        }
        catch (IOException)
        {
            // reset: what had come was read before
        }
    }

    public void Dispose() => _socket.Dispose();

    private void Hear(string line)
    {
        if (Token().Match(line) is { Success: true } token)
        {
            Heard[token.Value] = IsIrc ? MessageId().Match(line).Groups[1].Value : string.Empty;
            _heard();
        }
    }

    private async Task SpeakAsync(int count)
    {
        var text = new StringBuilder();
        for (; count > 0; count--)
        {
            var token = $"{_prefix}{_said++}";
            text.Append(!IsIrc ? $"{token}\n"
                : (_said % 5) switch
                {
                    0 => $"NOTICE #a :{token}\r\n",
                    1 => $"PRIVMSG {_name} :{token}\r\n",
                    2 => $"PRIVMSG #a :\u0001ACTION {token}\u0001\r\n",
                    _ => $"PRIVMSG #a :{token}\r\n",
                });
        }

        await SendAsync(text.ToString());
    }

    private async Task SendAsync(string text)
    {
        try
        {
            await _socket.SendAsync(Encoding.UTF8.GetBytes(text));
        }
        catch (SocketException)
        {
            // gone: there may still be something to read
        }
    }

    [GeneratedRegex(@"(?<![a-z0-9])m\d+-\d+-\d+(?!\S*[=;])")]
    private static partial Regex Token();

    [GeneratedRegex(@"msgid=([^; ]+)")]
    private static partial Regex MessageId();
}
