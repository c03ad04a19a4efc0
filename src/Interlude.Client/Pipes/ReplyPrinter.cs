using System.Buffers;
using Interlude.Lines;

namespace Interlude.Client.Pipes;

/// <summary>Writes what was received to a stream, which is flushed whenever nothing more is there.</summary>
internal abstract class ReplyPrinter
{
    /// <summary>Writes all that is there.</summary>
    /// <returns>How many lines it was, as far as lines are looked for.</returns>
    public abstract int Print(LineConnection connection, Stream output);

    /// <summary>At the end: a last line without its end gets one.</summary>
    public abstract void Finish(Stream output);
}

/// <summary>Bytes as they come.</summary>
/// <param name="delimiter">What ends a line.</param>
internal sealed class BytePrinter(ReadOnlyMemory<byte> delimiter) : ReplyPrinter
{
    private const int BlockBytes = 64 * 1024;
    private byte[] _end = [];   // the last bytes, as many as a delimiter has

    public override int Print(LineConnection connection, Stream output)
    {
        while (connection.TryReadRaw(BlockBytes, out var bytes) == LineStatus.Raw)
        {
            output.Write(bytes.Span);
            output.Flush();
            _end = bytes.Length >= delimiter.Length
                ? bytes.Span[^delimiter.Length..].ToArray()
                : [.. _end.Concat(bytes.ToArray()).TakeLast(delimiter.Length)];
        }

        return 0;
    }

    public override void Finish(Stream output)
    {
        if (_end.Length > 0 && !_end.AsSpan().SequenceEqual(delimiter.Span))
        {
            output.Write(delimiter.Span);
            output.Flush();
        }
    }
}

/// <summary>Lines, their ends replaced.</summary>
/// <param name="delimiter">What ends a line of the output.</param>
/// <param name="maxLineBytes">Beyond which lines come cut.</param>
/// <param name="report">Is told of those.</param>
internal sealed class LinePrinter(ReadOnlyMemory<byte> delimiter, int maxLineBytes, Action<string>? report) : ReplyPrinter
{
    private const int BlockBytes = 64 * 1024;
    private readonly ArrayBufferWriter<byte> _text = new(BlockBytes);

    public override int Print(LineConnection connection, Stream output)
    {
        var count = 0;
        LineStatus status;
        while ((status = connection.TryRead(out var line)) is not (LineStatus.NeedMore or LineStatus.End))
        {
            count++;
            _text.Write(line.Span);
            _text.Write(delimiter.Span);
            if (status is LineStatus.TooLong or LineStatus.Cut)
            {
                report?.Invoke($"a line of more than {maxLineBytes} bytes came; only so many are written (--max-line).");
            }

            if (_text.WrittenCount >= BlockBytes)
            {
                Flush(output);
            }
        }

        Flush(output);
        return count;
    }

    public override void Finish(Stream output)
    {
        // Every line was finished when it was written.
    }

    private void Flush(Stream output)
    {
        if (_text.WrittenCount > 0)
        {
            output.Write(_text.WrittenSpan);
            output.Flush();
            _text.ResetWrittenCount();
        }
    }
}
