using System.Buffers;
using System.Buffers.Text;

namespace Interlude.Irc;

/// <summary>
/// Writes messages, one after the other: tags, source, verb, parameters, text, end, each at most in this order.
/// </summary>
/// <remarks>
/// Whatever it is given, a message stays one line of as many parts as were written: NUL, CR and LF never get out, and a
/// middle parameter never splits. Nothing is cut to a length: <see cref="BodyBytes"/> tells whoever must. Calls out of
/// order are a bug of the caller and throw. No thread but one at a time.
/// </remarks>
public sealed class IrcWriter
{
    private static readonly SearchValues<byte> LineBreaking = SearchValues.Create("\0\r\n"u8);
    private static readonly SearchValues<byte> WordBreaking = SearchValues.Create("\0\r\n "u8);
    private static readonly SearchValues<byte> KeyBreaking = SearchValues.Create("\0\r\n ;="u8);
    private static readonly SearchValues<byte> RawValueBreaking = SearchValues.Create("\0\r\n ;"u8);

    private readonly IBufferWriter<byte> _output;
    private Stage _stage;

    /// <param name="output">Gets the bytes, of which nothing is kept here.</param>
    public IrcWriter(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        _output = output;
    }

    private enum Stage
    {
        Start,
        Tags,
        Source,
        Verb,
        Text,
    }

    /// <summary>Bytes of the message under way, without its tags: to be held against <see cref="IrcLimits.MaxBodyBytes"/>.</summary>
    public int BodyBytes { get; private set; }

    /// <summary>Writes a tag.</summary>
    /// <param name="key">Ours, and so well-formed: not empty, without NUL, CR, LF, SPACE, ';' and '='.</param>
    /// <param name="value">Not yet escaped; if empty, the key stands alone.</param>
    public void WriteTag(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (key.IsEmpty || key.ContainsAny(KeyBreaking))
        {
            throw new ArgumentException("A tag's key is not empty and has no NUL, CR, LF, space, ';' or '='.", nameof(key));
        }

        PutKey(key);
        if (!value.IsEmpty)
        {
            _output.Write("="u8);
            IrcTags.Escape(value, _output);
        }
    }

    /// <summary>Writes a tag as it was received, to relay it.</summary>
    /// <param name="tag">Left out if a peer has put NUL or CR into it, which no tag can hold.</param>
    public void WriteTag(IrcTag tag)
    {
        if (tag.Key.IsEmpty || tag.Key.ContainsAny(KeyBreaking) || tag.RawValue.ContainsAny(RawValueBreaking))
        {
            return;
        }

        PutKey(tag.Key);
        if (!tag.RawValue.IsEmpty)
        {
            _output.Write("="u8);
            _output.Write(tag.RawValue);
        }
    }

    /// <summary>Writes a message that was rendered before, behind the tags that were written here, and ends it.</summary>
    /// <param name="message">A whole message, CR LF included; its own tags come behind those written here.</param>
    /// <remarks>So one rendering serves all, and a client's label or batch goes in front of it.</remarks>
    public void WriteRendered(ReadOnlySpan<byte> message)
    {
        Require(_stage <= Stage.Tags);
        if (_stage == Stage.Tags)
        {
            var hasTags = !message.IsEmpty && message[0] == (byte)'@';
            _output.Write(hasTags ? ";"u8 : " "u8);
            message = hasTags ? message[1..] : message;
        }

        _output.Write(message);
        Reset();
    }

    /// <summary>Writes the source.</summary>
    /// <param name="source">Without ':'. One that would not be read back as a source becomes <c>*</c>.</param>
    public void WriteSource(ReadOnlySpan<byte> source)
    {
        Require(_stage <= Stage.Tags);
        EndTags();
        PutBody((byte)':', WordOrStar(source));
        _stage = Stage.Source;
    }

    /// <summary>Writes the source, each of its parts as <see cref="WriteSource(ReadOnlySpan{byte})"/> does.</summary>
    public void WriteSource(IrcSource source)
    {
        WriteSource(source.Name);
        if (!source.User.IsEmpty)
        {
            PutBody((byte)'!', WordOrStar(source.User));
        }

        if (!source.Host.IsEmpty)
        {
            PutBody((byte)'@', WordOrStar(source.Host));
        }
    }

    /// <summary>Writes the verb.</summary>
    /// <param name="verb">Ours, and so well-formed: letters or digits.</param>
    public void WriteVerb(ReadOnlySpan<byte> verb)
    {
        Require(_stage < Stage.Verb);
        if (verb.IsEmpty || verb[0] is (byte)':' or (byte)'@' || verb.ContainsAny(WordBreaking))
        {
            throw new ArgumentException("A verb is one word.", nameof(verb));
        }

        EndTags();
        if (_stage == Stage.Source)
        {
            PutBody((byte)' ', verb);
        }
        else
        {
            PutBody(verb[0], verb[1..]);
        }

        _stage = Stage.Verb;
    }

    /// <summary>Writes a numeric as the verb: three digits.</summary>
    public void WriteVerb(Numeric numeric)
    {
        var number = (int)numeric;
        WriteVerb([(byte)('0' + (number / 100)), (byte)('0' + (number / 10 % 10)), (byte)('0' + (number % 10))]);
    }

    /// <summary>Writes a parameter that another may follow.</summary>
    /// <param name="parameter">
    /// One that cannot stand in the middle becomes <c>*</c>: empty, beginning with ':', or with a space, NUL, CR or LF.
    /// </param>
    public void WriteParameter(ReadOnlySpan<byte> parameter)
    {
        Require(_stage == Stage.Verb);
        PutBody((byte)' ', CanBeMiddle(parameter) ? parameter : "*"u8);
    }

    /// <summary>Writes a number as a parameter, in decimal digits.</summary>
    public void WriteParameter(long number)
    {
        Span<byte> digits = stackalloc byte[20]; // long.MinValue: a sign and 19 digits
        Utf8Formatter.TryFormat(number, digits, out var length);
        WriteParameter(digits[..length]);
    }

    /// <summary>Writes all parameters of a message, the last one with a colon only if it needs one.</summary>
    /// <param name="parameters">All but the last as <see cref="WriteParameter(ReadOnlySpan{byte})"/> has them.</param>
    public void WriteParameters(params ReadOnlySpan<ReadOnlyMemory<byte>> parameters)
    {
        for (var index = 0; index < parameters.Length; index++)
        {
            var parameter = parameters[index].Span;
            if (index < parameters.Length - 1 || CanBeMiddle(parameter))
            {
                WriteParameter(parameter);
            }
            else
            {
                WriteText(parameter);
            }
        }
    }

    /// <summary>Writes the last parameter, always with its colon: what people say or read.</summary>
    /// <param name="text">May be empty. Each NUL, CR and LF in it becomes a space.</param>
    public void WriteText(ReadOnlySpan<byte> text)
    {
        Require(_stage == Stage.Verb);
        PutBody((byte)' ', ":"u8);
        _stage = Stage.Text;
        AppendText(text);
    }

    /// <summary>Goes on with the text that was begun.</summary>
    /// <param name="text">As in <see cref="WriteText"/>; nothing is put between the two.</param>
    public void AppendText(ReadOnlySpan<byte> text)
    {
        Require(_stage == Stage.Text);
        while (text.IndexOfAny(LineBreaking) is var index and >= 0)
        {
            PutBody(text[..index]);
            PutBody(" "u8);
            text = text[(index + 1)..];
        }

        PutBody(text);
    }

    /// <summary>Ends the message with CR LF. The next one may begin.</summary>
    public void End()
    {
        Require(_stage >= Stage.Verb);
        _output.Write("\r\n"u8);
        Reset();
    }

    private static bool CanBeMiddle(ReadOnlySpan<byte> parameter) =>
        !parameter.IsEmpty && parameter[0] != (byte)':' && !parameter.ContainsAny(WordBreaking);

    private static ReadOnlySpan<byte> WordOrStar(ReadOnlySpan<byte> word) =>
        word.IsEmpty || word.ContainsAny(WordBreaking) ? "*"u8 : word;

    private static void Require(bool isInOrder)
    {
        if (!isInOrder)
        {
            throw new InvalidOperationException("A message is written in order: tags, source, verb, parameters, text, end.");
        }
    }

    private void PutKey(ReadOnlySpan<byte> key)
    {
        Require(_stage <= Stage.Tags);
        _output.Write(_stage == Stage.Start ? "@"u8 : ";"u8);
        _output.Write(key);
        _stage = Stage.Tags;
    }

    private void EndTags()
    {
        if (_stage == Stage.Tags)
        {
            _output.Write(" "u8);
        }
    }

    private void PutBody(byte mark, ReadOnlySpan<byte> bytes)
    {
        var length = 1 + bytes.Length;
        var space = _output.GetSpan(length);
        space[0] = mark;
        bytes.CopyTo(space[1..]);
        _output.Advance(length);
        BodyBytes += length;
    }

    private void PutBody(ReadOnlySpan<byte> bytes)
    {
        _output.Write(bytes);
        BodyBytes += bytes.Length;
    }

    private void Reset()
    {
        _stage = Stage.Start;
        BodyBytes = 0;
    }
}
