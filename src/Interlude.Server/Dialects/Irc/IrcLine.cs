using System.Buffers;
using System.Runtime.CompilerServices;
using Interlude.Irc;
using Interlude.World;

namespace Interlude.Server.Dialects.Irc;

/// <summary>
/// A message, or a part of one, from an interpolated string: <c>IrcLine.Of($":{user} PART {channel} :{reason}")</c>.
/// Literal parts are taken as they stand. What a client gave as a parameter stands in as a <see cref="Word"/>, which
/// cannot become two; a <see cref="Text"/> stands only at the end.
/// </summary>
[InterpolatedStringHandler]
internal readonly struct IrcLine
{
    private readonly ByteWriter _bytes;

    public IrcLine(int literalLength, int formattedCount) =>
        _bytes = new ByteWriter(literalLength + (formattedCount * 32) + 2);

    /// <summary>One that is added to others at once, and needs no buffer of its own.</summary>
    public IrcLine(int literalLength, int formattedCount, EventLines lines) => _bytes = lines.NextMessage;

    /// <summary>The same, behind the numeric with which it begins.</summary>
    public IrcLine(int literalLength, int formattedCount, Burst burst, Numeric numeric) => _bytes = burst.Begin(numeric);

    /// <summary>The bytes, without an end.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.Written;

    /// <summary>The same; of what is longer than a line may be, the last text is cut between characters.</summary>
    public ReadOnlySpan<byte> BytesThatFit => Bytes.Length > IrcLimits.MaxBodyBytes ? Cut(Bytes) : Bytes;

    /// <summary>The message in UTF-8, with its CR LF. Longer than a line may be, its last text is cut between characters.</summary>
    public static ReadOnlyMemory<byte> Of(IrcLine line)
    {
        if (line._bytes.Count > IrcLimits.MaxBodyBytes)
        {
            return (byte[])[.. Cut(line.Bytes), .. "\r\n"u8];
        }

        line._bytes.Write("\r\n"u8);
        return line._bytes.WrittenMemory;
    }

    public void AppendLiteral(string literal) => _bytes.Write(literal);

    public void AppendFormatted(Text text) => _bytes.Write(text.Utf8.Span);

    public void AppendFormatted(Nick nick) => _bytes.Write(nick.Utf8.Span);

    /// <summary>Its name.</summary>
    public void AppendFormatted(AccountIdentity account) => _bytes.Write(account.Name.Utf8.Span);

    public void AppendFormatted(ChannelName name) => _bytes.Write(name.Utf8.Span);

    public void AppendFormatted(SourceWord word) => _bytes.Write(word.Utf8.Span);

    public void AppendFormatted(ChannelMask mask) => _bytes.Write(mask.Utf8.Span);

    /// <summary><c>nick!user@host</c>.</summary>
    public void AppendFormatted(Identity user) => _bytes.Write(user.Source.Span);

    /// <summary>What the server says of itself: its own words, configured and checked.</summary>
    public void AppendFormatted(string words) => AppendLiteral(words);

    public void AppendFormatted(SpeechTarget target)
    {
        AppendLiteral(target.Prefix);
        _bytes.Write(target.Name.Span);
    }

    /// <summary>A part that was put together before.</summary>
    public void AppendFormatted(IrcLine part) => _bytes.Write(part.Bytes);

    /// <summary>Bytes that are known to be well-formed where they stand.</summary>
    public void AppendFormatted(scoped ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    public void AppendFormatted(ReadOnlyMemory<byte> bytes) => _bytes.Write(bytes.Span);

    public void AppendFormatted(char letter) => _bytes.Write((byte)letter);

    public void AppendFormatted(scoped Word word) => word.WriteTo(_bytes);

    public void AppendFormatted(Numeric numeric) => _bytes.Write((int)numeric, new StandardFormat('D', 3));

    public void AppendFormatted(int number) => _bytes.Write(number);

    public void AppendFormatted(long number) => _bytes.Write(number);

    /// <summary>Whole seconds since 1970.</summary>
    public void AppendFormatted(Timestamp time) => AppendFormatted(time.Milliseconds / 1000);

    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> body)
    {
        var end = IrcLimits.MaxBodyBytes;
        while ((body[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return body[..end];
    }
}

/// <summary>A parameter as a client gave it, to be shown to it again: <c>*</c> stands for what cannot be one.</summary>
/// <param name="bytes">The parameter.</param>
/// <param name="maxBytes">Long enough for every name, and short enough that a reply with it and its text fits into a line.</param>
internal readonly ref struct Word(ReadOnlySpan<byte> bytes, int maxBytes = 200)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly int _maxBytes = maxBytes;

    public void WriteTo(IBufferWriter<byte> output)
    {
        var isWord = !_bytes.IsEmpty && _bytes.Length <= _maxBytes && _bytes[0] != (byte)':'
            && !_bytes.ContainsAnyInRange((byte)0, (byte)' ') && !_bytes.Contains((byte)0x7F) && System.Text.Unicode.Utf8.IsValid(_bytes);
        output.Write(isWord ? _bytes : "*"u8);
    }
}
