using System.Text;
using Interlude.Client.Records;

namespace Interlude.Client.Screens;

/// <summary>Bytes on their way to a terminal: what would move its cursor, colour, ring or hide is spelled out. LF and tab
/// pass, as does a beginning of a line.</summary>
/// <param name="terminal">Where to.</param>
internal sealed class VisibleStream(Stream terminal) : SequentialStream
{
    private byte[] _held = [];   // the beginning of a character

    public override bool CanRead => false;

    public override bool CanWrite => true;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        byte[] bytes = [.. _held, .. buffer];
        var whole = LineText.WholeLength(bytes);
        _held = bytes[whole..];
        Show(bytes.AsSpan(0, whole));
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    protected override void Dispose(bool disposing)
    {
        Show(_held);
        _held = [];
        base.Dispose(disposing);
    }

    private void Show(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        while (bytes.IndexOfAny((byte)'\n', (byte)'\t') is var at and >= 0)
        {
            text.Append(VisibleText.Escape(LineText.Decode(bytes[..at]))).Append((char)bytes[at]);
            bytes = bytes[(at + 1)..];
        }

        text.Append(VisibleText.Escape(LineText.Decode(bytes)));
        if (text.Length > 0)
        {
            terminal.Write(Encoding.UTF8.GetBytes(text.ToString()));
        }
    }
}
