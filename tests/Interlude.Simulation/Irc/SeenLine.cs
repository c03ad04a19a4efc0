using System.Text;
using System.Text.Unicode;
using Interlude.Irc;

namespace Interlude.Simulation.Irc;

/// <summary>A line from the server as a client takes it apart; that it can be is checked on the way.</summary>
internal sealed class SeenLine
{
    private SeenLine(string whole) => Whole = whole;

    public string Whole { get; }

    /// <summary>In the order in which they came, with values as they stand on the wire.</summary>
    public List<(string Key, string Value)> Tags { get; } = [];

    public string Source { get; private init; } = string.Empty;

    public string Verb { get; private init; } = string.Empty;

    public List<string> Parameters { get; } = [];

    public bool IsNumeric => Verb is [>= '0' and <= '9', ..];

    /// <summary>Whether a user, and not the server, has caused it.</summary>
    public bool IsOfUser => Source.Contains('!', StringComparison.Ordinal);

    public string this[int index] => index < Parameters.Count ? Parameters[index] : string.Empty;

    public string? Tag(string key) => Tags.Find(tag => tag.Key == key) is { Key: not null } found ? found.Value : null;

    /// <summary>Takes what was sent apart.</summary>
    /// <param name="bytes">Whole lines.</param>
    public static List<SeenLine> All(ReadOnlySpan<byte> bytes)
    {
        var lines = new List<SeenLine>();
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf("\r\n"u8);
            Hold.That(end >= 0, "Whatever is sent to a client of IRC is whole lines.", () => "it is not");
            lines.Add(Parse(bytes[..end]));
            bytes = bytes[(end + 2)..];
        }

        return lines;
    }

    private static SeenLine Parse(ReadOnlySpan<byte> line)
    {
        var text = Encoding.UTF8.GetString(line);
        Hold.That(Utf8.IsValid(line), "Every line is UTF-8.", () => text);
        Hold.That(line.IndexOfAny((byte)0, (byte)'\r', (byte)'\n') < 0, "No line holds a NUL, a CR or an LF.", () => text);
        if (!IrcMessage.TryParse(line, out var message))
        {
            throw new BrokenException($"Every line is a message.\n  \"{text}\"");
        }

        var seen = new SeenLine(text) { Source = Encoding.UTF8.GetString(message.Source), Verb = Encoding.UTF8.GetString(message.Verb) };
        foreach (var tag in message.Tags)
        {
            var key = Encoding.UTF8.GetString(tag.Key);
            Hold.That(seen.Tag(key) is null, "No tag is there twice.", () => text);
            seen.Tags.Add((key, Encoding.UTF8.GetString(tag.RawValue)));
        }

        for (var index = 0; index < message.Count; index++)
        {
            seen.Parameters.Add(Encoding.UTF8.GetString(message[index]));
        }

        seen.Check(line, message.HasTrailing);
        return seen;
    }

    private void Check(ReadOnlySpan<byte> line, bool hasTrailing)
    {
        var body = line[0] == '@' ? line[(line.IndexOf((byte)' ') + 1)..] : line;
        var (bodyLength, tagsLength) = (body.Length, line.Length - body.Length);
        Hold.That(bodyLength <= 510, "No message is longer than 512 bytes.", () => $"{bodyLength} and its end: {Whole}");
        Hold.That(tagsLength <= 8191, "No tags are longer than 8,191 bytes.", () => $"{tagsLength}: {Whole}");
        var trailing = body.IndexOf(" :"u8);
        Hold.That(
            (trailing < 0 ? body : body[..trailing]).IndexOf("  "u8) < 0 && body[^1] != ' ' | hasTrailing,
            "No parameter but the last is empty.",
            () => Whole);
        Hold.That(
            Source.Length > 0 || Verb is "PING" or "ERROR" or "FAIL" or "WARN" or "NOTE" or "AUTHENTICATE", "Every line says whose it is.", () => Whole);
        Hold.That(
            hasTrailing || Verb is not ("PRIVMSG" or "NOTICE" or "311" or "319" or "332" or "353" or "302"),
            "Where clients cut by position, the last parameter has its colon.",
            () => Whole);
    }
}
