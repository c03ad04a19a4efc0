using System.Buffers;

namespace Interlude.Client.Pipes;

/// <summary>Turns text in pieces, cut anywhere, into lines that end in another delimiter. All other bytes pass untouched, a
/// line may have any length, and a last one without its end gets one.</summary>
internal abstract class TextTranslator
{
    /// <param name="from">What ends the lines of the text; empty for LF or CR LF.</param>
    /// <param name="to">What ends them then.</param>
    public static TextTranslator Create(ReadOnlyMemory<byte> from, ReadOnlyMemory<byte> to) =>
        from.IsEmpty ? new NewlineTranslator(to) : new DelimiterTranslator(from, to);

    /// <summary>How many lines have come to their end.</summary>
    public long Lines { get; protected set; }

    /// <summary>Takes the next piece.</summary>
    public abstract void Translate(ReadOnlySpan<byte> text, IBufferWriter<byte> output);

    /// <summary>At the end of the text: an unterminated last line is a line too.</summary>
    public abstract void Finish(IBufferWriter<byte> output);
}
