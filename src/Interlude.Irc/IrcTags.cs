using System.Buffers;

namespace Interlude.Irc;

/// <summary>The tags of a message: a view of the received line, walked with <c>foreach</c>.</summary>
/// <remarks>
/// <code>
/// tags  = tag *( ";" tag )
/// tag   = key [ "=" escaped-value ]
/// value : escaped as   ";" : "\:"   SPACE : "\s"   "\" : "\\"   CR : "\r"   LF : "\n"
/// </code>
/// https://ircv3.net/specs/extensions/message-tags. Keys are opaque and compared byte for byte; none is refused for
/// its letters. Segments without a key are passed over.
/// </remarks>
public readonly ref struct IrcTags
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create(";\\ \r\n\0"u8);

    /// <param name="raw">The tags as they were received, without '@'.</param>
    public IrcTags(ReadOnlySpan<byte> raw) => Raw = raw;

    /// <summary>The tags as they were received, without '@'; empty if there are none.</summary>
    public ReadOnlySpan<byte> Raw { get; }

    /// <summary>Whether nothing was received. False says little: <c>;;</c> has no tag either.</summary>
    public bool IsEmpty => Raw.IsEmpty;

    /// <summary>Walks the tags in the order in which they came, those that a later one replaces among them.</summary>
    public Enumerator GetEnumerator() => new(Raw);

    /// <summary>Looks for a tag.</summary>
    /// <param name="key">Its whole key, <c>+</c> and vendor included.</param>
    /// <param name="rawValue">Its value, still escaped; empty if it has none, which means the same.</param>
    /// <remarks>Of several with one key the last counts: "SHOULD disregard all but the final occurrence".</remarks>
    public bool TryGet(ReadOnlySpan<byte> key, out ReadOnlySpan<byte> rawValue)
    {
        rawValue = default;
        var found = false;
        foreach (var tag in this)
        {
            if (tag.Key.SequenceEqual(key))
            {
                rawValue = tag.RawValue;
                found = true;
            }
        }

        return found;
    }

    /// <summary>Writes a value so that it can stand in a tag. NUL, which no tag can hold, is left out.</summary>
    public static void Escape(ReadOnlySpan<byte> value, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        while (value.IndexOfAny(Escaped) is var index and >= 0)
        {
            output.Write(value[..index]);
            output.Write(value[index] switch
            {
                (byte)';' => @"\:"u8,
                (byte)' ' => @"\s"u8,
                (byte)'\\' => @"\\"u8,
                (byte)'\r' => @"\r"u8,
                (byte)'\n' => @"\n"u8,
                _ => default,
            });
            value = value[(index + 1)..];
        }

        output.Write(value);
    }

    /// <summary>Writes the value that <paramref name="rawValue"/> stands for; it may hold any byte that a value may.</summary>
    /// <remarks>
    /// A backslash before another byte than those above is dropped and the byte stays; at the end there is no output
    /// for it. message-tags, "Escaping values".
    /// </remarks>
    public static void Unescape(ReadOnlySpan<byte> rawValue, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        while (rawValue.IndexOf((byte)'\\') is var index and >= 0)
        {
            output.Write(rawValue[..index]);
            rawValue = rawValue[(index + 1)..];
            if (rawValue.IsEmpty)
            {
                return;
            }

            output.Write([
                rawValue[0] switch
                {
                    (byte)':' => (byte)';',
                    (byte)'s' => (byte)' ',
                    (byte)'r' => (byte)'\r',
                    (byte)'n' => (byte)'\n',
                    var other => other,
                }]);
            rawValue = rawValue[1..];
        }

        output.Write(rawValue);
    }

    /// <summary>Walks the tags.</summary>
    public ref struct Enumerator
    {
        private ReadOnlySpan<byte> _rest;

        internal Enumerator(ReadOnlySpan<byte> raw) => _rest = raw;

        /// <summary>The tag that was reached.</summary>
        public IrcTag Current { get; private set; }

        /// <summary>Goes to the next tag, if there is one.</summary>
        public bool MoveNext()
        {
            while (!_rest.IsEmpty)
            {
                var end = _rest.IndexOf((byte)';');
                var segment = end < 0 ? _rest : _rest[..end];
                _rest = end < 0 ? default : _rest[(end + 1)..];
                Current = IrcTag.Parse(segment);
                if (!Current.Key.IsEmpty)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
