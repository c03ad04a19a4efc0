using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Interlude.Client.Screens;

namespace Interlude.Client.Records;

/// <summary>How a line is written down for programs and people who look at both ways of a talk.</summary>
public abstract class RecordFormat
{
    private RecordFormat()
    {
    }

    /// <summary>One JSON object a line: <c>{"time":"2026-11-26T17:00:00.123Z","direction":"received","text":"hello"}</c>;
    /// <c>"base64"</c> in place of <c>"text"</c> where the line is not UTF-8 (RFC 8259, 8.1).</summary>
    public static RecordFormat Json { get; } = new JsonFormat();

    /// <summary>A hexadecimal dump: direction, offset, sixteen bytes a row, and their ASCII letters.</summary>
    public static RecordFormat Hex { get; } = new HexFormat();

    /// <summary>Time, direction (<c>&lt;</c> is received) and the text, control characters spelled out.</summary>
    public static RecordFormat Text { get; } = new TextFormat();

    /// <summary>The bytes of what is received, and nothing of what is sent.</summary>
    /// <param name="delimiter">What ends a line.</param>
    public static RecordFormat Received(ReadOnlyMemory<byte> delimiter) => new ReceivedFormat(delimiter);

    /// <summary>Writes one line down, to its end.</summary>
    internal abstract void Write(IBufferWriter<byte> output, LineDirection direction, ReadOnlySpan<byte> line, DateTimeOffset time);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static char Mark(LineDirection direction) => direction == LineDirection.Received ? '<' : '>';

    private sealed class JsonFormat : RecordFormat
    {
        // Only what JSON itself asks to be escaped is: this goes to programs and terminals, not into a page of HTML.
        private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

        internal override void Write(IBufferWriter<byte> output, LineDirection direction, ReadOnlySpan<byte> line, DateTimeOffset time)
        {
            using (var json = new Utf8JsonWriter(output, Options))
            {
                json.WriteStartObject();
                json.WriteString("time"u8, Time(time));
                json.WriteString("direction"u8, direction == LineDirection.Received ? "received"u8 : "sent"u8);
                if (Utf8.IsValid(line))
                {
                    json.WriteString("text"u8, line);
                }
                else
                {
                    json.WriteBase64String("base64"u8, line);
                }

                json.WriteEndObject();
            }

            output.Write("\n"u8);
        }
    }

    private sealed class HexFormat : RecordFormat
    {
        private const int RowBytes = 16;

        internal override void Write(IBufferWriter<byte> output, LineDirection direction, ReadOnlySpan<byte> line, DateTimeOffset time)
        {
            var text = new StringBuilder();
            var at = 0;
            do
            {
                var row = line.Slice(at, Math.Min(RowBytes, line.Length - at));
                text.Append(CultureInfo.InvariantCulture, $"{Mark(direction)} {at:x8} ");
                foreach (var value in row)
                {
                    text.Append(CultureInfo.InvariantCulture, $" {value:x2}");
                }

                text.Append(' ', (3 * (RowBytes - row.Length)) + 2).Append('|');
                foreach (var value in row)
                {
                    text.Append(value is >= 0x20 and <= 0x7E ? (char)value : '.');
                }

                text.Append("|\n");
                output.Write(Encoding.ASCII.GetBytes(text.ToString()));
                text.Clear();
                at += RowBytes;
            }
            while (at < line.Length);
        }
    }

    private sealed class ReceivedFormat(ReadOnlyMemory<byte> delimiter) : RecordFormat
    {
        internal override void Write(IBufferWriter<byte> output, LineDirection direction, ReadOnlySpan<byte> line, DateTimeOffset time)
        {
            if (direction == LineDirection.Received)
            {
                output.Write(line);
                output.Write(delimiter.Span);
            }
        }
    }

    private sealed class TextFormat : RecordFormat
    {
        internal override void Write(IBufferWriter<byte> output, LineDirection direction, ReadOnlySpan<byte> line, DateTimeOffset time) =>
            output.Write(Encoding.UTF8.GetBytes($"{Time(time)} {Mark(direction)} {VisibleText.Escape(LineText.Decode(line))}\n"));
    }
}
