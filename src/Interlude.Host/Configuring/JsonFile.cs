using System.Text;
using System.Text.Json;

namespace Interlude.Host.Configuring;

/// <summary>Reads JSON with comments and trailing commas, and says in its own words where it is not that.</summary>
internal static class JsonFile
{
    private static readonly JsonReaderOptions ReaderOptions = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <exception cref="JsonFault">It is not such JSON, or not an object in braces.</exception>
    public static JsonDocument Parse(byte[] bytes)
    {
        var json = bytes.AsMemory(bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0);   // editors put the mark there
        if (!System.Text.Unicode.Utf8.IsValid(json.Span))
        {
            throw Fault(json.Span, FirstInvalid(json.Span), "this is not UTF-8");
        }

        Check(json.Span);
        var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        if (document.RootElement.ValueKind == JsonValueKind.Object)
        {
            return document;
        }

        document.Dispose();
        throw Fault(json.Span, 0, "all keys must stand in one pair of braces, { and }");
    }

    private static void Check(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, ReaderOptions);
        var objects = new Stack<HashSet<string>>();
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject:
                        objects.Push([]);
                        break;
                    case JsonTokenType.EndObject:
                        objects.Pop();
                        break;
                    case JsonTokenType.PropertyName when reader.GetString() is { } name && !objects.Peek().Add(name):
                        throw Fault(json, (int)reader.TokenStartIndex, $"\"{name}\" stands twice in the same pair of braces");
                    case JsonTokenType.String:
                        reader.GetString();
                        break;
                }
            }
        }
        catch (InvalidOperationException)   // half of a surrogate pair
        {
            throw Fault(json, (int)reader.TokenStartIndex, "this text has a \\u that is no character");
        }
        catch (JsonException failure)
        {
            var offset = OffsetOf(json, failure.LineNumber ?? 0, failure.BytePositionInLine ?? 0);
            throw Fault(json, offset, WhatIsWrong(json[offset..]));
        }
    }

    private static string WhatIsWrong(ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty)
        {
            return "the file ends here, but a brace, a bracket or a quote is still open";
        }

        Rune.DecodeFromUtf8(rest, out var rune, out _);
        return Rune.IsControl(rune)
            ? "a line end, a tab or another control character is not expected here; is a quote, a comma or a value missing before it?"
            : $"{rune} is not expected here; is a quote, a comma, a colon or a brace missing before it?";
    }

    private static int OffsetOf(ReadOnlySpan<byte> json, long line, long column)
    {
        var offset = 0;
        for (; line > 0 && json[offset..].IndexOf((byte)'\n') is >= 0 and var end; line--)
        {
            offset += end + 1;
        }

        return (int)Math.Min(json.Length, offset + column);
    }

    private static int FirstInvalid(ReadOnlySpan<byte> json)
    {
        var offset = 0;
        while (Rune.DecodeFromUtf8(json[offset..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            offset += length;
        }

        return offset;
    }

    private static JsonFault Fault(ReadOnlySpan<byte> json, int offset, string what)
    {
        var before = json[..offset];
        var column = Encoding.UTF8.GetString(before[(before.LastIndexOf((byte)'\n') + 1)..]).EnumerateRunes().Count() + 1;
        return new JsonFault(before.Count((byte)'\n') + 1, column, what);
    }
}

/// <summary>A file is not the JSON that it should be.</summary>
internal sealed class JsonFault(int line, int column, string what) : Exception(what)
{
    /// <summary>From 1.</summary>
    public int Line { get; } = line;

    /// <summary>From 1, in characters.</summary>
    public int Column { get; } = column;
}
