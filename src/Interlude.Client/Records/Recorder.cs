using System.Buffers;
using System.Text;
using Interlude.Client.Editing;

namespace Interlude.Client.Records;

/// <summary>Writes lines down as they go both ways, to the output, to a file, or to both.</summary>
/// <remarks>Any thread may call it. Each line is written at once and whole. Of a line to the server that looks like a secret
/// only what tells so is written.</remarks>
/// <param name="clock">Says when.</param>
public sealed class Recorder(TimeProvider clock) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly ArrayBufferWriter<byte> _text = new();
    private readonly List<(Stream Stream, RecordFormat Format)> _places = [];

    /// <summary>Whether there is anything to be written to.</summary>
    public bool IsUsed => _places.Count > 0;

    /// <param name="stream">Where to; this recorder's from now on.</param>
    /// <param name="format">How.</param>
    public void Add(Stream stream, RecordFormat format) => _places.Add((stream, format));

    /// <exception cref="IOException">It cannot be written.</exception>
    public void Record(LineDirection direction, ReadOnlySpan<byte> line)
    {
        if (!IsUsed)
        {
            return;
        }

        line = direction == LineDirection.Sent ? WithoutSecret(line) : line;
        var time = clock.GetUtcNow();
        lock (_lock)
        {
            foreach (var (stream, format) in _places)
            {
                format.Write(_text, direction, line, time);
                stream.Write(_text.WrittenSpan);
                stream.Flush();
                _text.ResetWrittenCount();
            }
        }
    }

    /// <summary>Closes what it writes to.</summary>
    public void Dispose()
    {
        foreach (var (stream, _) in _places)
        {
            stream.Dispose();
        }
    }

    private static ReadOnlySpan<byte> WithoutSecret(ReadOnlySpan<byte> line)
    {
        var text = LineText.Decode(line);
        return SecretLine.LooksLike(text) ? Encoding.UTF8.GetBytes(SecretLine.Mask(text)) : line;
    }
}
