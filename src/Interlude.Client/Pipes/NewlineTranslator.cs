using System.Buffers;

namespace Interlude.Client.Pipes;

/// <summary>Turns lines that end in LF or CR LF into lines that end in another delimiter.</summary>
internal sealed class NewlineTranslator(ReadOnlyMemory<byte> delimiter) : TextTranslator
{
    private bool _heldCr;     // a CR at the end of a piece, which may belong to an LF
    private bool _insideLine;

    public override void Translate(ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            var line = end < 0 ? text : text[..end];
            if (_heldCr && (line.Length > 0 || end < 0))
            {
                output.Write("\r"u8);
            }

            _heldCr = line is [.., (byte)'\r'];
            output.Write(_heldCr ? line[..^1] : line);
            _insideLine = end < 0;
            text = end < 0 ? default : text[(end + 1)..];
            if (end >= 0)
            {
                _heldCr = false;
                EndLine(output);
            }
        }
    }

    public override void Finish(IBufferWriter<byte> output)
    {
        if (_heldCr)
        {
            output.Write("\r"u8);
        }

        if (_insideLine)
        {
            EndLine(output);
        }

        _heldCr = _insideLine = false;
    }

    private void EndLine(IBufferWriter<byte> output)
    {
        output.Write(delimiter.Span);
        Lines++;
    }
}
