using System.Buffers;

namespace Interlude.Client.Pipes;

/// <summary>Turns lines that end in one delimiter into lines that end in another, or in the same: then all bytes pass as
/// they are.</summary>
internal sealed class DelimiterTranslator(ReadOnlyMemory<byte> from, ReadOnlyMemory<byte> to) : TextTranslator
{
    private readonly bool _isSame = from.Span.SequenceEqual(to.Span);
    private readonly byte[] _held = new byte[from.Length];   // the end of what came, as far as it may begin a delimiter
    private int _heldCount;
    private bool _isInLine;

    public override void Translate(ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        // What was held comes first; only so much of the text can complete it that the rest is looked at by itself.
        while (_heldCount > 0 && !text.IsEmpty)
        {
            Take(text[0], output);
            text = text[1..];
        }

        if (text.IsEmpty)
        {
            return;   // what is held goes on being held
        }

        for (int end; (end = text.IndexOf(from.Span)) >= 0; text = text[(end + from.Length)..])
        {
            output.Write(text[..(end + (_isSame ? from.Length : 0))]);
            EndLine(output);
        }

        var begun = BegunAtEnd(text);
        output.Write(text[..^begun]);
        _isInLine |= !text.IsEmpty;
        text[^begun..].CopyTo(_held);
        _heldCount = begun;
    }

    public override void Finish(IBufferWriter<byte> output)
    {
        output.Write(_held.AsSpan(0, _heldCount));
        if (_isInLine)
        {
            output.Write(to.Span);
            Lines++;
        }

        (_heldCount, _isInLine) = (0, false);
    }

    private void EndLine(IBufferWriter<byte> output)
    {
        _isInLine = false;
        Lines++;
        if (!_isSame)
        {
            output.Write(to.Span);
        }
    }

    // One byte behind what is held: it goes on, completes it, or shows that some of what was held is none of a delimiter.
    private void Take(byte next, IBufferWriter<byte> output)
    {
        _held[_heldCount++] = next;
        if (_heldCount == from.Length && _held.AsSpan().SequenceEqual(from.Span))
        {
            output.Write(_isSame ? from.Span : default);
            _heldCount = 0;
            EndLine(output);
            return;
        }

        _isInLine = true;
        var begun = BegunAtEnd(_held.AsSpan(0, _heldCount));
        var given = _heldCount - begun;
        output.Write(_held.AsSpan(0, given));
        _held.AsSpan(given, begun).CopyTo(_held);
        _heldCount = begun;
    }

    private int BegunAtEnd(ReadOnlySpan<byte> text)
    {
        var count = Math.Min(from.Length - 1, text.Length);
        while (!from.Span.StartsWith(text[^count..]))
        {
            count--;
        }

        return count;
    }
}
