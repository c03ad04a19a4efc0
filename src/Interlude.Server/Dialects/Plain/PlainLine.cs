using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;
using Interlude.World;

namespace Interlude.Server.Dialects.Plain;

/// <summary>
/// One line of output from an interpolated string: <c>PlainLine.Of($"&lt;{nick}&gt; {text}")</c>. Only the literal parts
/// are taken as they stand; whatever a person wrote stands in the holes and is made harmless there, so nobody can forge
/// a line by what they write.
/// </summary>
[InterpolatedStringHandler]
internal readonly struct PlainLine
{
    private readonly ArrayBufferWriter<byte> _bytes;

    public PlainLine(int literalLength, int formattedCount) =>
        _bytes = new ArrayBufferWriter<byte>(literalLength + (formattedCount * 32) + 2);

    /// <summary>The line in UTF-8, with its CR LF.</summary>
    public static ReadOnlyMemory<byte> Of(PlainLine line)
    {
        line._bytes.Write("\r\n"u8);
        return line._bytes.WrittenMemory;
    }

    /// <summary>The beginning of a line, without an end.</summary>
    public static ReadOnlyMemory<byte> Prefix(PlainLine line) => line._bytes.WrittenMemory;

    /// <summary>One after the other.</summary>
    public static ReadOnlyMemory<byte> Join(ReadOnlyMemory<byte> first, ReadOnlyMemory<byte> second)
    {
        var both = new byte[first.Length + second.Length];
        first.CopyTo(both);
        second.CopyTo(both.AsMemory(first.Length));
        return both;
    }

    /// <summary>Puts the same in front of each of several lines.</summary>
    public static ReadOnlyMemory<byte> InFront(ReadOnlyMemory<byte> prefix, ReadOnlyMemory<byte> lines)
    {
        var output = new ArrayBufferWriter<byte>(lines.Length + (2 * prefix.Length));
        for (var rest = lines.Span; !rest.IsEmpty;)
        {
            var end = rest.IndexOf("\r\n"u8) + 2;
            output.Write(prefix.Span);
            output.Write(rest[..end]);
            rest = rest[end..];
        }

        return output.WrittenMemory;
    }

    public void AppendLiteral(string literal) => Encoding.UTF8.GetBytes(literal, _bytes);

    public void AppendFormatted(Text text) => Harmless.Write(text.Utf8.Span, _bytes);

    public void AppendFormatted(Nick nick) => _bytes.Write(nick.Utf8.Span);

    public void AppendFormatted(AccountIdentity account) => _bytes.Write(account.Name.Utf8.Span);

    public void AppendFormatted(ChannelName name) => _bytes.Write(name.Utf8.Span);

    public void AppendFormatted(SourceWord word) => _bytes.Write(word.Utf8.Span);

    public void AppendFormatted(Identity user) => AppendFormatted(user.Nick);

    public void AppendFormatted(string? anything) =>
        Harmless.Write(Encoding.UTF8.GetBytes(anything ?? string.Empty), _bytes);

    public void AppendFormatted(Sentence sentence) => AppendLiteral(sentence.Value);

    public void AppendFormatted(int number)
    {
        Utf8Formatter.TryFormat(number, _bytes.GetSpan(11), out var written);
        _bytes.Advance(written);
    }
}

/// <summary>Words of the server's own, that may stand in a line as they are.</summary>
internal readonly record struct Sentence(string Value);
